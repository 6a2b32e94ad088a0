package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What an attempt has done on the server, written in the transaction that did it. */
final class Receipts {
  private Receipts() {}

  static Optional<String> find(Connection control, TenantTarget tenant, Token token, String effect)
      throws SQLException {
    return Sql.first(
        control,
        "SELECT detail FROM public.receipt WHERE tenant = ? AND token = ? AND effect = ?",
        row -> row.getString(1),
        tenant.id().value(),
        token.value(),
        effect);
  }

  static void write(
      Connection control, TenantTarget tenant, Token token, String effect, String detail)
      throws SQLException {
    Sql.update(
        control,
        "INSERT INTO public.receipt (tenant, token, effect, detail) VALUES (?, ?, ?, ?)",
        tenant.id().value(),
        token.value(),
        effect,
        detail);
  }
}
