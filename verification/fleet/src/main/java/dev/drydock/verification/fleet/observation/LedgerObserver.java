package dev.drydock.verification.fleet.observation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Rest;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.judgement.Observations.LedgerSeen;
import dev.drydock.verification.fleet.judgement.Observations.OutboxSeen;
import dev.drydock.verification.fleet.judgement.Observations.ProjectionSeen;
import dev.drydock.verification.fleet.judgement.Observations.ProvenSeen;
import dev.drydock.verification.fleet.judgement.Observations.TransitionSeen;
import dev.drydock.verification.fleet.judgement.Observations.UpgradeSeen;
import dev.drydock.verification.fleet.judgement.Observations.WaySeen;
import dev.drydock.verification.fleet.judgement.Observations.WorkSeen;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The services' own databases: ledger, accepted commands, outboxes, the notifier's projection. */
final class LedgerObserver {
  /** How many upgrades, newest first, the coordinator itself is asked about. */
  private static final int ASKED_ABOUT = 2;

  private final Stack stack;

  LedgerObserver(Stack stack) {
    this.stack = stack;
  }

  private Connection connect(Part service) throws SQLException {
    return stack.postgres().connect(stack.database(service));
  }

  LedgerSeen ledger() throws SQLException {
    try (var ledger = connect(Part.COORDINATOR)) {
      var upgrades =
          Rows.of(
              ledger,
              "SELECT id, split_part(coordinates, ':', 2)::int, state FROM upgrade ORDER BY"
                  + " created_at",
              row -> new UpgradeSeen(row.getString(1), row.getInt(2), row.getString(3)));
      var tokens = new TreeMap<String, Long>();
      Rows.of(
          ledger,
          "SELECT tenant_id, token FROM tenant_token",
          row -> tokens.put(row.getString(1), row.getLong(2)));
      return new LedgerSeen(
          upgrades,
          ways(ledger, upgrades),
          transitions(ledger),
          proven(ledger),
          tokens,
          Rows.texts(ledger, "SELECT id FROM event ORDER BY serial"));
    }
  }

  private List<WaySeen> ways(Connection ledger, List<UpgradeSeen> upgrades) throws SQLException {
    var newest = new HashSet<String>();
    upgrades.reversed().stream().limit(ASKED_ABOUT).forEach(each -> newest.add(each.upgrade()));
    var ways =
        Rows.of(
            ledger,
            "SELECT upgrade_id, tenant_id, pass, state, token, chain_head FROM tenant_upgrade"
                + " ORDER BY 1, 2",
            row ->
                new WaySeen(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getString(6),
                    null,
                    null));
    return ways.stream()
        .map(way ->
            newest.contains(way.upgrade()) || way.state().equals("PARKED") ? asked(way) : way)
        .toList();
  }

  private WaySeen asked(WaySeen way) {
    Optional<JsonNode> history =
        stack.coordinator().ask("/upgrades/%s/tenants/%s".formatted(way.upgrade(), way.tenant()));
    var reason = history.map(h -> h.path("tenant").path("failure").path("summary").asText(""));
    return new WaySeen(
        way.upgrade(),
        way.tenant(),
        way.pass(),
        way.state(),
        way.token(),
        way.chainHead(),
        history.map(h -> h.path("chainIntact").asBoolean()).orElse(null),
        reason.orElse(null));
  }

  private static List<TransitionSeen> transitions(Connection ledger) throws SQLException {
    return Rows.of(
        ledger,
        "SELECT upgrade_id, tenant_id, sequence, prev_hash, hash, body FROM transition"
            + " ORDER BY 1, 2, 3",
        row ->
            new TransitionSeen(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6)));
  }

  private static List<ProvenSeen> proven(Connection ledger) throws SQLException {
    return Rows.of(
        ledger,
        "SELECT upgrade_id, tenant_id, pass, id, token, proven_at FROM backup ORDER BY proven_at",
        row ->
            new ProvenSeen(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getLong(5),
                row.getTimestamp(6).getTime()));
  }

  /** Commands that the workers have not finished. */
  List<WorkSeen> work() throws SQLException {
    var work = new ArrayList<WorkSeen>();
    for (var service : List.of(Part.BACKUP, Part.MIGRATION)) {
      try (var connection = connect(service)) {
        work.addAll(
            Rows.of(
                connection,
                "SELECT message_id, type, tenant, token, state FROM work_item"
                    + " WHERE state <> 'FINISHED'",
                row ->
                    new WorkSeen(
                        service.label(),
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5))));
      }
    }
    return work;
  }

  List<OutboxSeen> outboxes() throws SQLException {
    var messages = new ArrayList<OutboxSeen>();
    for (var service : Part.SERVICES) {
      try (var connection = connect(service)) {
        messages.addAll(
            Rows.of(
                connection,
                "SELECT id, extract(epoch FROM clock_timestamp() - created_at) * 1000, refused"
                    + " FROM outbox",
                row ->
                    new OutboxSeen(
                        service.label(), row.getLong(1), row.getLong(2), row.getString(3))));
      }
    }
    return messages;
  }

  List<ProjectionSeen> projection() throws SQLException {
    try (var connection = connect(Part.NOTIFIER)) {
      var seen =
          new ArrayList<>(
              Rows.of(
                  connection,
                  "SELECT upgrade_id, tenant_id, pass, state FROM tenant",
                  row ->
                      new ProjectionSeen(
                          row.getString(1), row.getString(2), row.getInt(3), row.getString(4))));
      seen.addAll(
          Rows.of(
              connection,
              "SELECT id, state FROM upgrade",
              row -> new ProjectionSeen(row.getString(1), "", 0, row.getString(2))));
      return seen;
    }
  }

  /** The coordinator, for what only it can say. */
  Rest rest() {
    return stack.coordinator();
  }
}
