package dev.drydock.migration.application;

import dev.drydock.tenantdatabases.TenantDatabases.MigrationTimeouts;
import java.time.Duration;

/**
 * How long a migration may wait for what.
 *
 * @param lock for one lock
 * @param statement for one statement of a script
 * @param assertion for one assertion
 * @param whole for one migration, then its connection is cut and its outcome unknown
 * @param olderSessions for the sessions of older attempts to end
 * @param lockAttempts how often a migration that was rolled back whole for a lock is tried
 * @param lockBackoff longest wait before the second try; doubles, with full jitter
 */
public record MigrationLimits(
    Duration lock,
    Duration statement,
    Duration assertion,
    Duration whole,
    Duration olderSessions,
    int lockAttempts,
    Duration lockBackoff) {

  MigrationTimeouts forScripts() {
    return new MigrationTimeouts(lock, statement);
  }

  MigrationTimeouts forReading() {
    return new MigrationTimeouts(lock, assertion);
  }
}
