package dev.drydock.verification.simulation.workers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One database (or schema) that holds a tenant, a copy of it, or a trial. */
final class Place {
  /** A script that was begun, or done, under a token. */
  record Note(long token, String script) {}

  /** Told of each committed change. */
  @FunctionalInterface
  interface Watcher {
    void changed(Session by, Content before, Content after);
  }

  final String name;
  final RowLock fenceRow;
  final Set<Note> intents = new LinkedHashSet<>();
  final Set<Note> receipts = new LinkedHashSet<>();
  Content content;
  Watcher watcher = (by, before, after) -> {};
  long fence;
  long fenceChanges;

  Place(String name, Content content, RowLock fenceRow) {
    this.fenceRow = fenceRow;
    this.name = name;
    this.content = content;
  }

  void become(Content after, Session by) {
    var before = content;
    content = after;
    if (!after.equals(before)) {
      watcher.changed(by, before, after);
    }
  }

  void raiseFence(long token) {
    if (token > fence) {
      fence = token;
      fenceChanges++;
    }
  }

  List<String> openIntents() {
    var open = new ArrayList<String>();
    intents.stream().filter(note -> !receipts.contains(note)).forEach(n -> open.add(n.script()));
    return open.stream().distinct().sorted().toList();
  }

  List<String> receiptsFrom(long pass) {
    return receipts.stream().filter(n -> n.token() >= pass).map(Note::script).distinct().toList();
  }
}
