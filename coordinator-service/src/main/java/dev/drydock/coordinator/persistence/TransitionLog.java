package dev.drydock.coordinator.persistence;

import dev.drydock.coordinator.domain.saga.Known;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.ProvenBackup;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Migrating;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Proving;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;

/** What is only ever added: transitions, proven backups, rising tokens. */
@ApplicationScoped
class TransitionLog {
  private final Ledger ledger;

  TransitionLog(Ledger ledger) {
    this.ledger = ledger;
  }

  void append(List<Move> moves) {
    ledger.batch(
        "insert into transition (upgrade_id, tenant_id, sequence, prev_hash, hash, body)"
            + " values (?, ?, ?, ?, ?, ?)",
        moves,
        (statement, move) -> {
          statement.setString(1, move.after().upgrade().value());
          statement.setString(2, move.after().tenant().value());
          statement.setLong(3, move.after().sequence());
          statement.setString(4, move.before().chainHead());
          statement.setString(5, move.after().chainHead());
          statement.setString(6, move.body());
        });
  }

  /** Before the rows that need them: the foreign key is the promise once more. */
  void provenBackups(List<Move> moves) {
    var proven =
        moves.stream()
            .filter(m ->
                m.before().state() instanceof Proving && m.after().state() instanceof Migrating)
            .toList();
    ledger.batch(
        "insert into backup (upgrade_id, tenant_id, pass, id, token, sha256, size_bytes, taken_at,"
            + " proven_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        proven,
        (statement, move) -> {
          var backup =
              Known.provenBackup(move.after().state()).map(ProvenBackup::reference).orElseThrow();
          statement.setString(1, move.after().upgrade().value());
          statement.setString(2, move.after().tenant().value());
          statement.setInt(3, move.after().pass());
          statement.setString(4, backup.id().value());
          statement.setLong(5, backup.token().value());
          statement.setString(6, backup.archiveSha256());
          statement.setLong(7, backup.sizeBytes());
          statement.setTimestamp(8, Timestamp.from(backup.takenAt()));
          statement.setTimestamp(9, Timestamp.from(move.at()));
        });
  }

  void tokens(Collection<TenantUpgrade> latest) {
    if (latest.isEmpty()) {
      return;
    }
    ledger.update(
        """
        insert into tenant_token (tenant_id, token)
        select * from unnest(?, ?) order by 1
            on conflict (tenant_id) do update set token = excluded.token
         where tenant_token.token <> excluded.token
        """,
        latest.stream().map(t -> t.tenant().value()).toArray(String[]::new),
        latest.stream().map(t -> t.state().token().value()).toArray(Long[]::new));
  }
}
