package dev.drydock.backup.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How backups are taken and kept: {@code drydock.backup.*}. */
@ConfigMapping(prefix = "drydock.backup")
public interface BackupConfiguration {
  /**
   * File of the keys that archives are encrypted and manifests are signed with, mode 0600. Without
   * it no backup can be read: keep a copy of it somewhere else than the backups.
   */
  @WithDefault("/etc/drydock/backup-keyset.json")
  Path keysetFile();

  /** Whether a missing keyset file is created at start; for a machine that is set up by itself. */
  @WithDefault("false")
  boolean createKeyset();

  /** How many schemas of one database go into one archive; the server's lock table may say less. */
  @WithDefault("50")
  int groupLimit();

  /** zstd's level, 1 (fast) to 19 (small). */
  @WithDefault("3")
  int compressionLevel();

  /** How long no byte may move between dump and store before the backup is given up. */
  @WithDefault("120s")
  Duration stallTimeout();

  /** Age from which uploads without end and archives without a manifest are garbage. */
  @WithDefault("24h")
  Duration garbageOlderThan();

  /** Age from which scratch databases that their process left behind are dropped. */
  @WithDefault("24h")
  Duration scratchOlderThan();

  /** How long copies of failed tenants, put aside by a restore, are kept for a person. */
  @WithDefault("30d")
  Duration keptOlderThan();

  /** How often garbage is swept; the first time that long after the start. */
  @WithDefault("1h")
  Duration sweepEvery();

  /** How long the coordinator may take to answer a question. */
  @WithDefault("10s")
  Duration coordinatorTimeout();
}
