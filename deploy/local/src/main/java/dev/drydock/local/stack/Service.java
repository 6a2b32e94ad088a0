package dev.drydock.local.stack;

import java.util.List;

/** The four services: where their jars are and which port they have when it is free. */
public enum Service {
  COORDINATOR("coordinator", 8081),
  BACKUP("backup", 8082),
  MIGRATION("migration", 8083),
  NOTIFIER("notifier", 8080);

  static final List<Service> ALL = List.of(values());

  private final String label;
  private final int usualPort;

  Service(String label, int usualPort) {
    this.label = label;
    this.usualPort = usualPort;
  }

  public String label() {
    return label;
  }

  public String module() {
    return label + "-service";
  }

  String database() {
    return "drydock_" + label;
  }

  int usualPort() {
    return usualPort;
  }
}
