package dev.drydock.messaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which queued commands are begun next: servers in turn, the oldest command of each first, as many
 * as there is room for. Pure, so that fairness can be tested.
 *
 * @param free how many more commands may run
 * @param perServer how many may run on one tenant server
 */
record Picking(int free, int perServer) {
  /**
   * @param key commands of one type with an equal key may run in one call; {@code null} for alone
   * @param groupLimit 1 for alone
   */
  record Candidate(
      String messageId, String type, String server, @Nullable Object key, int groupLimit) {}

  /**
   * @param weight how many of the free places it takes: a group counts as its members, but never
   *     takes the last place from the others, however large it is
   */
  record Group(List<Candidate> members, int weight) {
    Group {
      members = List.copyOf(members);
    }

    String server() {
      return members.getFirst().server();
    }
  }

  List<Group> pick(List<Candidate> oldestFirst, Map<String, Integer> runningOnServer) {
    var waiting = new LinkedHashSet<>(oldestFirst);
    var running = new HashMap<>(runningOnServer);
    var groups = new ArrayList<Group>();
    int left = free;
    while (left > 0) {
      var next = next(waiting, running);
      if (next == null) {
        break;
      }
      var members = groupOf(next, waiting);
      waiting.removeAll(members);
      int room = Math.min(left, perServer - running.getOrDefault(next.server(), 0));
      var group = new Group(members, Math.min(members.size(), Math.max(1, room - 1)));
      groups.add(group);
      running.merge(next.server(), group.weight(), Integer::sum);
      left -= group.weight();
    }
    return groups;
  }

  private @Nullable Candidate next(Collection<Candidate> waiting, Map<String, Integer> running) {
    // min keeps the first of equals: the oldest
    return waiting.stream()
        .filter(candidate -> running.getOrDefault(candidate.server(), 0) < perServer)
        .min(Comparator.comparingInt(candidate -> running.getOrDefault(candidate.server(), 0)))
        .orElse(null);
  }

  private static List<Candidate> groupOf(Candidate first, Collection<Candidate> waiting) {
    if (first.groupLimit() <= 1 || first.key() == null) {
      return List.of(first);
    }
    return waiting.stream()
        .filter(candidate ->
            candidate.type().equals(first.type()) && first.key().equals(candidate.key()))
        .limit(first.groupLimit())
        .toList();
  }
}
