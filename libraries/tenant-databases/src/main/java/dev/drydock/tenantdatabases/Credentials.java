package dev.drydock.tenantdatabases;

/** How to log in; {@link #toString()} never shows the password. */
public record Credentials(String user, String password) {
  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
