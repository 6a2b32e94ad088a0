package dev.drydock.verification.fleet;

import dev.drydock.local.stack.Service;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One process of a stack, by the name that it has in {@code stack.json}. */
public enum Part {
  COORDINATOR("coordinator"),
  BACKUP("backup"),
  MIGRATION("migration"),
  NOTIFIER("notifier"),
  KAFKA("kafka"),
  POSTGRESQL("postgresql"),
  OBJECT_STORE("object store");

  /** Drydock's own. */
  public static final List<Part> SERVICES = List.of(COORDINATOR, BACKUP, MIGRATION, NOTIFIER);

  private final String label;

  Part(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** Empty for the servers that Drydock uses. */
  Optional<Service> service() {
    return Arrays.stream(Service.values()).filter(each -> each.label().equals(label)).findFirst();
  }
}
