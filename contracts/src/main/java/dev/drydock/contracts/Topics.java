package dev.drydock.contracts;

import java.util.List;
import java.util.Map;

/** Every topic, created by us with explicit settings; the broker's auto-creation is off. */
public final class Topics {
  public static final String BACKUP_COMMANDS = "drydock.backup.commands";
  public static final String MIGRATION_COMMANDS = "drydock.migration.commands";
  public static final String LIFECYCLE_COMMANDS = "drydock.lifecycle.commands";
  public static final String RESULTS = "drydock.results";
  public static final String PROGRESS = "drydock.progress";
  public static final String UPGRADE_EVENTS = "drydock.upgrade.events";
  public static final String TENANT_STATE = "drydock.tenant.state";

  /** Dead letters of the consumer, by its service name. */
  public static String deadLettersOf(String service) {
    return "drydock." + service + ".dead-letters";
  }

  /**
   * @param partitions fixed at creation: the key is the tenant, and its order must not change
   * @param settings of the topic, by Kafka's names
   */
  public record Topic(String name, int partitions, Map<String, String> settings) {
    public Topic {
      settings = Map.copyOf(settings);
    }
  }

  private static final String WEEK_MS = "604800000";
  private static final String DAY_MS = "86400000";

  public static final List<Topic> ALL =
      List.of(
          kept(BACKUP_COMMANDS, WEEK_MS),
          kept(MIGRATION_COMMANDS, WEEK_MS),
          kept(LIFECYCLE_COMMANDS, WEEK_MS),
          kept(RESULTS, WEEK_MS),
          kept(PROGRESS, DAY_MS),
          kept(UPGRADE_EVENTS, "-1"),
          new Topic(
              TENANT_STATE, 4, Map.of("cleanup.policy", "compact", "max.message.bytes", "1048576")),
          new Topic(deadLettersOf("coordinator"), 1, retention("-1")),
          new Topic(deadLettersOf("backup"), 1, retention("-1")),
          new Topic(deadLettersOf("migration"), 1, retention("-1")),
          new Topic(deadLettersOf("notifier"), 1, retention("-1")));

  private static Topic kept(String name, String retentionMs) {
    return new Topic(name, 4, retention(retentionMs));
  }

  private static Map<String, String> retention(String retentionMs) {
    return Map.of(
        "cleanup.policy", "delete", "retention.ms", retentionMs, "max.message.bytes", "1048576");
  }

  private Topics() {}
}
