package dev.drydock.tenantdatabases;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Credentials from the environment or a file; nothing is remembered between calls. */
public final class ReferencedCredentials implements CredentialResolver {
  private final UnaryOperator<@Nullable String> environment;

  public ReferencedCredentials() {
    this(name -> name == null ? null : System.getenv(name));
  }

  ReferencedCredentials(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public Credentials resolve(String reference) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(content(reference)));
    } catch (IOException | IllegalArgumentException e) {
      throw unresolved(reference, "is not two properties, user= and password=");
    }
    var user = properties.getProperty("user");
    var password = properties.getProperty("password");
    if (user == null || user.isBlank() || password == null) {
      throw unresolved(reference, "needs user= and password= on lines of their own");
    }
    var host = properties.getProperty("host");
    return new Credentials(
        user.strip(),
        password,
        host == null || host.isBlank() ? null : host.strip(),
        port(reference, properties.getProperty("port")));
  }

  private static @Nullable Integer port(String reference, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw unresolved(reference, "has a port= that is not a number");
    }
  }

  private String content(String reference) throws IOException {
    if (reference.startsWith("env:")) {
      var value = environment.apply(reference.substring("env:".length()));
      if (value == null) {
        throw unresolved(reference, "is not set in the worker's environment");
      }
      return value;
    }
    if (reference.startsWith("file:/")) {
      return read(reference);
    }
    throw unresolved(reference, "must be env:NAME or file:/absolute/path");
  }

  private static String read(String reference) {
    try {
      return Files.readString(Path.of(reference.substring("file:".length())));
    } catch (IOException | InvalidPathException e) {
      throw unresolved(reference, "cannot be read by the worker");
    }
  }

  private static TenantDatabaseFailure unresolved(String reference, String why) {
    return new TenantDatabaseFailure.Permanent(
        Failure.of(FailureCode.CREDENTIAL_UNRESOLVED, reference)
            .withAdvice("The credential reference " + why + "."));
  }
}
