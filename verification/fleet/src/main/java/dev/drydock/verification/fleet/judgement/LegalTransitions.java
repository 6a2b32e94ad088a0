package dev.drydock.verification.fleet.judgement;

import dev.drydock.verification.fleet.judgement.Moves.Move;
import dev.drydock.verification.fleet.judgement.Observations.WaySeen;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The log holds only legal transitions, without a gap, its hash chain intact. */
final class LegalTransitions implements Invariant {
  private static final String START = "0".repeat(64);

  @Override
  public List<String> violations(Observations seen) {
    var found = new ArrayList<String>();
    var ways = Moves.byWay(seen);
    ways.forEach((way, moves) -> {
      legal(way, moves, seen, found);
      chained(way, moves, found);
    });
    for (var way : seen.ledger().ways()) {
      headed(way, ways.getOrDefault(way.upgrade() + " " + way.tenant(), List.of()), found);
    }
    return found;
  }

  private static void legal(String way, List<Move> moves, Observations seen, List<String> found) {
    var state = "PENDING";
    for (var move : moves) {
      if (!move.from().equals(state)) {
        found.add(
            "%s: sequence %d leaves %s, but it was %s"
                .formatted(way, move.row().sequence(), move.from(), state));
      }
      if (!seen.legalMoves().contains(move.edge())) {
        found.add(
            "%s: illegal %s at sequence %d".formatted(way, move.edge(), move.row().sequence()));
      }
      state = move.to();
    }
  }

  private static void chained(String way, List<Move> moves, List<String> found) {
    var previous = START;
    long sequence = 1;
    for (var move : moves) {
      var row = move.row();
      if (row.sequence() != sequence) {
        found.add("%s: sequence %d is missing".formatted(way, sequence));
        return;
      }
      if (!row.prevHash().equals(previous) || !row.hash().equals(link(previous, row.body()))) {
        found.add("%s: the chain is broken at sequence %d".formatted(way, sequence));
        return;
      }
      previous = row.hash();
      sequence++;
    }
  }

  private static void headed(WaySeen way, List<Move> moves, List<String> found) {
    var who = way.upgrade() + " " + way.tenant();
    var head = moves.isEmpty() ? START : moves.getLast().row().hash();
    if (!way.chainHead().equals(head)) {
      found.add(who + ": the log does not end where the ledger says");
    }
    if (!moves.isEmpty() && !moves.getLast().to().equals(way.state())) {
      found.add(
          "%s: the log ends in %s, the ledger says %s"
              .formatted(who, moves.getLast().to(), way.state()));
    }
    if (Boolean.FALSE.equals(way.chainIntact())) {
      found.add(who + ": the coordinator itself says that its chain is broken");
    }
  }

  static String link(String previous, String body) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(previous.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256.digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
