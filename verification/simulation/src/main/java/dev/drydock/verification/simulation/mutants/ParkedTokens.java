package dev.drydock.verification.simulation.mutants;

import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import java.util.List;

/** Parking that leaves the token as it was. */
final class ParkedTokens {
  static List<Move> kept(List<Move> moves) {
    return moves.stream().map(ParkedTokens::kept).toList();
  }

  private static Move kept(Move move) {
    if (!(move.after().state() instanceof Parked(_, var interrupted, var why))) {
      return move;
    }
    var state = new Parked(move.before().state().token(), interrupted, why);
    return new Move(
        move.before(),
        in(move.after(), state),
        move.fact(),
        move.at(),
        move.body(),
        move.causation());
  }

  private static TenantUpgrade in(TenantUpgrade tenant, Parked state) {
    return new TenantUpgrade(
        tenant.upgrade(),
        tenant.target(),
        tenant.release(),
        tenant.wave(),
        tenant.pass(),
        state,
        tenant.waking(),
        tenant.outage(),
        tenant.sequence(),
        tenant.chainHead());
  }

  private ParkedTokens() {}
}
