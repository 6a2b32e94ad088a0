package dev.drydock.verification.fleet.judgement;

import dev.drydock.verification.fleet.judgement.Moves.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes that were acknowledged while the tenant was quiesced, by the ledger's times. */
final class WritesInTheDock {
  private static final Set<String> BEFORE_QUIESCED = Set.of("PENDING", "PREFLIGHT", "QUIESCING");
  private static final Set<String> LETTING_IN =
      Set.of("RELEASING", "RELEASING_UNTOUCHED", "RELEASING_RESTORED");

  private WritesInTheDock() {}

  private record Closed(String upgrade, long fromMs, long toMs) {}

  static void find(Observations seen, List<String> found) {
    var moves = Moves.byTenant(seen);
    for (var tenant : seen.tenants()) {
      for (var closed : closed(moves.getOrDefault(tenant.tenant(), List.of()))) {
        long inside =
            tenant.writes().stream()
                .filter(write ->
                    write.acknowledged()
                        && write.beganMs() > closed.fromMs()
                        && write.endedMs() < closed.toMs())
                .count();
        if (inside > 0) {
          found.add(
              "%s %s: %d writes were let in while it was in the dock"
                  .formatted(closed.upgrade(), tenant.tenant(), inside));
        }
      }
    }
  }

  /** From the move that says quiesced to the next that begins to let in or ends. */
  private static List<Closed> closed(List<Move> moves) {
    var spans = new ArrayList<Closed>();
    for (int i = 0; i < moves.size(); i++) {
      if (moves.get(i).edge().equals("QUIESCING>Quiesced>BACKING_UP")) {
        long from = moves.get(i).atMs();
        int end = i + 1;
        while (end < moves.size() && staysClosed(moves.get(end).to())) {
          end++;
        }
        if (end < moves.size()) {
          spans.add(new Closed(moves.get(i).row().upgrade(), from, moves.get(end).atMs()));
        }
      }
    }
    return spans;
  }

  private static boolean staysClosed(String state) {
    return !LETTING_IN.contains(state)
        && !BEFORE_QUIESCED.contains(state)
        && !state.equals("PARKED")
        && !EveryoneEnded.FINAL.contains(state);
  }
}
