package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The tenant's row in the control database; locked for as long as the caller's transaction. */
final class ServerFence {
  private ServerFence() {}

  /**
   * Locks the row, refuses an older token, and raises it to a newer one. Called in the transaction
   * that has the effect.
   */
  static void take(Connection control, TenantTarget tenant, Token token) throws SQLException {
    Sql.update(
        control,
        "INSERT INTO public.fence (tenant, token) VALUES (?, ?) ON CONFLICT (tenant) DO NOTHING",
        tenant.id().value(),
        token.value());
    var seen =
        Sql.number(
            control,
            "SELECT token FROM public.fence WHERE tenant = ? FOR UPDATE",
            tenant.id().value());
    if (seen > token.value()) {
      throw new TenantDatabaseFailure.Fenced(new Token(seen));
    }
    if (seen < token.value()) {
      Sql.update(
          control,
          "UPDATE public.fence SET token = ? WHERE tenant = ?",
          token.value(),
          tenant.id().value());
    }
  }

  /** Remembers under which token the pass began; kept until the release. */
  static void beginPass(Connection control, TenantTarget tenant, Token token) throws SQLException {
    Sql.update(
        control,
        "UPDATE public.fence SET pass = ? WHERE tenant = ? AND pass IS NULL",
        token.value(),
        tenant.id().value());
  }

  static void endPass(Connection control, TenantTarget tenant) throws SQLException {
    Sql.update(
        control, "UPDATE public.fence SET pass = NULL WHERE tenant = ?", tenant.id().value());
  }

  /** The token under which the tenant's current pass began; empty when it is in none. */
  static Optional<Token> pass(Connection control, TenantTarget tenant) throws SQLException {
    return Sql.first(
        control,
        "SELECT pass FROM public.fence WHERE tenant = ? AND pass IS NOT NULL",
        row -> new Token(row.getLong(1)),
        tenant.id().value());
  }
}
