package dev.drydock.coordinator.persistence;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.EventLog;
import dev.drydock.coordinator.domain.upgrade.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of the ledger and their positions. */
@ApplicationScoped
class PostgresEventLog implements EventLog {
  private static final long PLACING = 7_301_002L;

  private final Ledger ledger;
  private final StateJson json;

  PostgresEventLog(Ledger ledger, StateJson json) {
    this.ledger = ledger;
    this.json = json;
  }

  @Override
  public void append(List<? extends Message<? extends Event>> events) {
    ledger.batch(
        "insert into event (id, type, upgrade_id, tenant_id, token, sequence, time, data)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        events,
        (statement, event) -> {
          var envelope = event.envelope();
          statement.setString(1, envelope.id());
          statement.setString(2, envelope.type());
          statement.setString(3, envelope.upgradeId().value());
          statement.setString(4, envelope.tenantId().value());
          statement.setLong(5, envelope.token().value());
          statement.setLong(6, envelope.sequence());
          statement.setTimestamp(7, Timestamp.from(envelope.time()));
          statement.setString(8, json.write(event.data()));
        });
  }

  /** The lock is held until after the commit has become visible, so positions never go back. */
  @Override
  public int place(int limit) {
    boolean alone =
        ledger
            .query("select pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), PLACING)
            .getFirst();
    if (!alone) {
      return 0;
    }
    return ledger.update(
        """
        with placed as (select coalesce(max(position), 0) as last from event),
             waiting as (
               select serial, row_number() over (order by serial) as n
                 from event where position is null order by serial limit ?)
        update event e set position = placed.last + waiting.n
          from waiting, placed where e.serial = waiting.serial
        """,
        limit);
  }

  @Override
  public List<Placed> from(long position, int limit, @Nullable UpgradeId upgrade) {
    return ledger.query(
        """
        select position, id, type, upgrade_id, tenant_id, token, sequence, time, data
          from event
         where position >= ? and (?::text is null or upgrade_id = ?)
         order by position limit ?
        """,
        this::placed,
        position,
        upgrade == null ? null : upgrade.value(),
        upgrade == null ? null : upgrade.value(),
        limit);
  }

  @Override
  public long next() {
    return ledger
        .query("select coalesce(max(position), 0) + 1 from event", row -> row.getLong(1))
        .getFirst();
  }

  private Placed placed(ResultSet row) throws SQLException {
    var event = new LinkedHashMap<String, Object>();
    event.put("specversion", "1.0");
    event.put("id", row.getString("id"));
    event.put("source", "/drydock/coordinator");
    event.put("type", row.getString("type"));
    event.put("time", row.getTimestamp("time").toInstant().toString());
    event.put("datacontenttype", "application/json");
    event.put("upgradeid", row.getString("upgrade_id"));
    event.put("tenantid", row.getString("tenant_id"));
    event.put("token", row.getLong("token"));
    event.put("sequence", row.getLong("sequence"));
    event.put(
        "traceparent",
        Trace.parent(new UpgradeId(row.getString("upgrade_id")), row.getString("id")));
    event.put("data", json.read(row.getString("data"), Map.class));
    return new Placed(row.getLong("position"), event);
  }
}
