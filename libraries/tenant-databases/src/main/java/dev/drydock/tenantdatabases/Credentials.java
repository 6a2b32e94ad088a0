package dev.drydock.tenantdatabases;

import org.jspecify.annotations.Nullable;

/**
 * How to log in; {@link #toString()} never shows the password.
 *
 * @param host the only host that may be told the password; {@code null} for any
 * @param port the same for its port
 */
public record Credentials(
    String user, String password, @Nullable String host, @Nullable Integer port) {
  public Credentials(String user, String password) {
    this(user, password, null, null);
  }

  /** Whether this login may be sent there. */
  public boolean areFor(String someHost, int somePort) {
    return (host == null || host.equalsIgnoreCase(someHost)) && (port == null || port == somePort);
  }

  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
