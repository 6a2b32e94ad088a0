package dev.drydock.cli.doctor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Tries a connection; answers say how it went, never with a password. */
final class Reach {
  private static final int TIMEOUT_MS = 3000;

  private Reach() {}

  static Check tcp(String key, String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    if (colon < 1 || !hostAndPort.substring(colon + 1).matches("\\d{1,5}")) {
      return Check.bad(key, "'" + hostAndPort + "' is not host:port", "mend " + key);
    }
    int port = Integer.parseInt(hostAndPort.substring(colon + 1));
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(hostAndPort.substring(0, colon), port), TIMEOUT_MS);
      return Check.good(key, hostAndPort + " answers");
    } catch (IOException e) {
      return Check.bad(key, hostAndPort + " does not answer", "start it, or mend " + key);
    }
  }

  /** Any HTTP status below 500 counts: a refusal is an answer. */
  static Check http(String key, String url, int most) {
    try {
      var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      int status = connection.getResponseCode();
      return status <= most
          ? Check.good(key, url + " answers " + status)
          : Check.bad(key, url + " answers " + status, "look into its log");
    } catch (IOException | IllegalArgumentException e) {
      return Check.bad(key, url + " does not answer", "start it, or mend " + key);
    }
  }

  static Check database(String url, String user, String password) {
    var key = "quarkus.datasource.jdbc.url";
    var login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    login.setProperty("connectTimeout", "3");
    try (var connection = DriverManager.getConnection(url, login)) {
      var version = connection.getMetaData().getDatabaseProductVersion();
      return Check.good(key, "%s as %s, PostgreSQL %s".formatted(url, user, version));
    } catch (SQLException e) {
      return Check.bad(key, url + ": " + reason(e.getSQLState()), next(e.getSQLState()));
    }
  }

  private static String reason(String sqlState) {
    return switch (String.valueOf(sqlState)) {
      case "28P01", "28000" -> "the login was refused (" + sqlState + ")";
      case "3D000" -> "there is no such database (3D000)";
      case "08001", "08004", "08006" -> "does not answer (" + sqlState + ")";
      default -> "no connection (" + sqlState + ")";
    };
  }

  private static String next(String sqlState) {
    return switch (String.valueOf(sqlState)) {
      case "28P01", "28000" -> "mend quarkus.datasource.username or .password";
      case "3D000" -> "create the database, or mend quarkus.datasource.jdbc.url";
      default -> "start the server, or mend quarkus.datasource.jdbc.url";
    };
  }
}
