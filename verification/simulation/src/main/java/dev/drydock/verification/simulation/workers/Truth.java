package dev.drydock.verification.simulation.workers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What has really happened to one tenant, and what of it must not have happened. */
final class Truth {
  private final String tenant;
  private final Consumer<String> violations;
  private final BooleanSupplier setBack;
  private final Set<Content> tried = new HashSet<>();
  private Content base;
  private boolean proven;
  private long highestToken;
  private long writes;

  /**
   * @param setBack whether the ledger has forgotten something: a person's retry goes on in the pass
   *     that it has forgotten, with backups of what that pass has made of the tenant
   */
  Truth(String tenant, Content original, Consumer<String> violations, BooleanSupplier setBack) {
    this.setBack = setBack;
    this.tenant = tenant;
    this.base = original;
    this.violations = violations;
  }

  private void violated(String what) {
    violations.accept(tenant + ": " + what);
  }

  /** Of a pass that begins: what a restore has to come back to. */
  void keptOut(long token, Content live) {
    accepted(token, "quiesce");
    base = live;
    proven = false;
    tried.clear();
  }

  void keptOutAgain(long token) {
    accepted(token, "quiesce");
  }

  void letIn(long token) {
    accepted(token, "release");
  }

  /** A trial has read the stored archive, and this is what came out. */
  void tried(Content restored) {
    proven = proven || restored.equals(base);
    tried.add(restored);
  }

  void swapped(long token, Content restored) {
    accepted(token, "restore");
    if (setBack.getAsBoolean() && tried.contains(restored)) {
      base = restored;
    } else if (!restored.equals(base)) {
      violated("restored to something else than before the pass");
    }
  }

  /** A writer that was in when the quiesce began may end its transaction before it is over. */
  void written() {
    writes++;
    base = base.withWrite();
  }

  void migrated(long token, boolean writersOut, Content before, Content after) {
    accepted(token, "migrate");
    if (!writersOut) {
      violated("migrated while its writers were in");
    }
    if (!proven) {
      violated("migrated without a backup of this pass that was restored once");
    }
    int moves = moves(after.canary());
    if (new HashSet<>(after.journal()).size() != after.journal().size()
        || moves > after.journal().size() + 1
        || (before.canary() != after.canary() && moves <= before.journal().size())) {
      violated("a script took effect twice: canary moved " + moves + ", " + after.journal());
    }
  }

  private void accepted(long token, String effect) {
    if (token < highestToken) {
      violated(effect + " under token " + token + " after one under " + highestToken);
    }
    highestToken = Math.max(highestToken, token);
  }

  /** How often {@code v = v * 3 + 1} was done to 1; far too often when it is no such value. */
  static int moves(long canary) {
    int moves = 0;
    for (long v = 1; v < canary; v = v * 3 + 1) {
      moves++;
    }
    return moves;
  }

  /**
   * What the end of its way contradicts. A ledger that was set back may have forgotten that the
   * tenant has gone on to a later release.
   */
  List<String> contradictions(Ending end, Content live, boolean writersOut, List<String> scripts) {
    var found = new ArrayList<String>();
    boolean forgotten = setBack.getAsBoolean() && isWhole(live);
    boolean upgraded =
        (isWhole(live) && live.journal().equals(scripts))
            || (forgotten && live.journal().containsAll(scripts));
    boolean asBefore = live.equals(base.withWrites(live.writes())) || forgotten;
    if (live.writes() != writes) {
      found.add(writes + " writes were committed, " + live.writes() + " are there");
    }
    switch (end) {
      case UPGRADED -> expect(upgraded && !writersOut, "UPGRADED", found, live, writersOut);
      case AS_BEFORE -> expect(asBefore && !writersOut, "as before", found, live, writersOut);
      case PARKED ->
          expect(writersOut || asBefore || isWhole(live), "PARKED", found, live, writersOut);
    }
    return found.stream().map(what -> tenant + ": " + what).toList();
  }

  /** At some release: also at a later one than a ledger that was set back knows of. */
  static boolean isWhole(Content live) {
    return moves(live.canary()) == live.journal().size()
        && live.history().size() == live.journal().size();
  }

  private static void expect(
      boolean held, String end, List<String> found, Content live, boolean writersOut) {
    if (!held) {
      found.add(
          "said to be %s, but its database holds %s (canary moved %d), writers are %s"
              .formatted(end, live.journal(), moves(live.canary()), writersOut ? "out" : "in"));
    }
  }

  @Nullable Content base() {
    return base;
  }
}
