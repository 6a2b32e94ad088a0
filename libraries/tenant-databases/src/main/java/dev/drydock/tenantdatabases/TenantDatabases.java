package dev.drydock.tenantdatabases;

import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What upgrading needs of a database engine. Every effect is safe to repeat under the same token
 * and refused under an older one; the resource compares, not the caller. {@code
 * TenantDatabasesTestKit} is its specification.
 *
 * <p>Every method may throw {@link TenantDatabaseFailure}; its type says whether trying again can
 * help.
 */
public interface TenantDatabases {
  Engine engine();

  /** Looks and touches nothing but the control database: can this tenant be taken in at all? */
  Survey survey(TenantTarget tenant);

  /**
   * @param refusals each reason why not, with advice; empty when the tenant can be taken in
   * @param sizeBytes of the tenant's data, as the server estimates it
   * @param notes what is worth saying and does not refuse
   */
  record Survey(List<Failure> refusals, String serverVersion, long sizeBytes, List<String> notes) {}

  /**
   * Keeps the writers out, in one transaction under the server's fence: their prior state is
   * recorded once, then they may not log in (own role) or lose their rights on the schema (role
   * shared with siblings); their sessions are ended and checked gone.
   *
   * @return how many sessions were ended
   */
  int quiesce(TenantTarget tenant, Token token, BeforeEffect claim);

  /** Puts the writers back exactly as they were recorded; no error when nothing is recorded. */
  void release(TenantTarget tenant, Token token, BeforeEffect claim);

  /**
   * Raises the tenant's fences to this token, ends the sessions that older tokens left behind and
   * waits until none is left: afterwards nothing that began earlier can still take effect.
   */
  void endOlderAttempts(TenantTarget tenant, Token token, Duration deadline);

  /**
   * Locks the tables against DDL, exports a snapshot, and reads everything inside it.
   *
   * @param tenants of one and the same database; a database tenant comes alone
   */
  Snapshot openSnapshot(List<TenantTarget> tenants);

  /** One consistent view of one database; closing it ends the transaction that holds it. */
  interface Snapshot extends AutoCloseable {
    /** The tenant's history, empty when it has none. */
    String schemaVersion(TenantTarget tenant);

    Fingerprint fingerprint(TenantTarget tenant);

    /**
     * Writes the archive of all its tenants, uncompressed, in constant memory.
     *
     * @throws TenantDatabaseFailure.Transient when the dump tool fails or stalls
     */
    void dump(OutputStream archive, LongConsumer bytesSoFar);

    @Override
    void close();
  }

  /**
   * How many schemas of this database one snapshot may hold, by the server's lock table; at least
   * 1.
   */
  int groupLimit(TenantTarget tenant);

  /**
   * Restores the archive into a scratch database and fingerprints it there; the scratch database is
   * dropped in any case, and swept later if this process dies.
   *
   * @param archive the whole archive, uncompressed; read to its end
   * @param tenants those of the archive to restore
   * @return one fingerprint per tenant, in their order
   */
  List<Fingerprint> trialRestore(InputStream archive, List<TenantTarget> tenants, Token token);

  /**
   * Puts the tenant back. The copy is built beside the live one, fingerprinted, and swapped in
   * under the server's fence only when it equals {@code expected}; {@code claim} is asked right
   * before the swap. Repeating it after a success under the same token does nothing.
   *
   * @return where the failed copy was put aside, {@code null} when there was none
   */
  @Nullable String restore(
      InputStream archive,
      TenantTarget tenant,
      Token token,
      Fingerprint expected,
      BeforeEffect claim);

  /**
   * Restores beside the fleet into a new database of this name, for a person; no fence, no swap.
   */
  void restoreInto(InputStream archive, TenantTarget tenant, String newDatabase);

  /**
   * Writes an archive that holds this tenant and nobody else, from one that several tenants share:
   * by way of a scratch database, which is dropped in any case.
   */
  default void extract(InputStream archive, TenantTarget tenant, OutputStream alone) {
    throw new TenantDatabaseFailure.Permanent(
        Failure.of(dev.drydock.contracts.FailureCode.ENGINE_UNSUPPORTED, "extract"));
  }

  /**
   * The tenant's schema as sorted lines that name one object each ({@code column orders.note text
   * null}): what the schema part of the fingerprint hashes, and what drift is named by. Drydock's
   * own objects and the history table are left out.
   */
  List<String> describeSchema(TenantTarget tenant);

  /**
   * Runs work on an empty scratch tenant beside this one (same server, locale and extensions, owned
   * by Drydock's own role), and drops it in any case.
   */
  <T> T inScratch(TenantTarget beside, ScratchWork<T> work);

  /** Work on a scratch tenant. */
  @FunctionalInterface
  interface ScratchWork<T> {
    T run(TenantTarget scratch);
  }

  /** Of the live tenant, now. */
  Fingerprint fingerprint(TenantTarget tenant);

  /** Drops scratch databases and kept copies older than this age, whatever process made them. */
  int sweep(TenantTarget anyOnServer, Duration scratchOlderThan, Duration keptOlderThan);

  /**
   * A connection for the migration: the tenant's owner as its role, its schema first in the search
   * path, lock and statement timeouts set, named after the token so that {@link #endOlderAttempts}
   * finds it.
   */
  Connection openForMigration(TenantTarget tenant, Token token, MigrationTimeouts timeouts);

  record MigrationTimeouts(Duration lock, Duration statement) {}

  /** The fence and the receipts inside the tenant's own database. */
  MigrationJournal journal(TenantTarget tenant, Token token);

  /** Called on the migrating connection, inside the migration's transaction where there is one. */
  interface MigrationJournal {
    /**
     * The token under which the writers were kept out when the journal was opened; empty when they
     * were in. Whoever is told to migrate or to restore a tenant that is not in the dock, or has
     * come into it after the backup was taken, is told so by a ledger that was set back.
     */
    Optional<Token> pass();

    /**
     * Whether the tenant is still kept shut by the pass that this backup was taken in. If not, it
     * has been let in since, see {@link TenantDatabaseFailure#ledgerBehind}.
     */
    default boolean isInPassOf(BackupReference backup) {
      return pass().filter(pass -> pass.compareTo(backup.token()) <= 0).isPresent();
    }

    /**
     * Creates what it needs under the reserved prefix and takes the fence; refused under an older
     * token.
     */
    void enter(Connection connection);

    /**
     * Takes the fence {@code FOR UPDATE} in this transaction and compares.
     *
     * @throws TenantDatabaseFailure.Fenced when a newer token was here
     */
    void checkFence(Connection connection);

    /** Before a script that cannot be rolled back; committed by itself. */
    void intend(Connection connection, String script);

    /** With the script's effect, atomic where the engine can. */
    void receipt(Connection connection, String script);

    /** Scripts with an intent and no receipt, under any token. */
    List<String> openIntents(Connection connection);

    /** Scripts with a receipt under this tenant's current pass. */
    List<String> receipts(Connection connection);

    /**
     * For a schema tenant, a digest of the catalogue outside its schema; constant for a database
     * tenant. Compared before commit: a script that reaches out rolls back.
     */
    String outsideDigest(Connection connection);
  }

  /** Asked right before the first destructive statement; throws what stops the step. */
  @FunctionalInterface
  interface BeforeEffect {
    /**
     * @throws TenantDatabaseFailure.ClaimRefused when another execution holds the claim
     * @throws TenantDatabaseFailure.ClaimUnanswered when nobody answered: no effect may happen
     */
    void claim();
  }
}
