package dev.drydock.verification.fuzz.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drydock.migration.application.BundleInvalid;
import dev.drydock.migration.application.SettingsFile;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;

/** {@code flyway.conf}: no login and no unknown key gets in, and none is repeated in an answer. */
public final class SettingsTarget {

  public static void fuzzerTestOneInput(byte[] input) {
    var text = new String(input, UTF_8);
    read(text, false);
    read(secretInEveryValue(text), !Secret.isKnownTo(input));
  }

  private static String secretInEveryValue(String text) {
    var given = new Properties();
    try {
      given.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      return "";
    }
    var planted = new StringBuilder();
    given.keySet().stream()
        .map(String::valueOf)
        .filter(key -> key.matches("[\\w.]+"))
        .sorted()
        .forEach(key -> planted.append(key).append('=').append(Secret.TEXT).append('\n'));
    return planted.toString();
  }

  private static void read(String text, boolean planted) {
    try {
      var settings = SettingsFile.parse(text);
      for (var key : new String[] {"url", "user", "password", "locations", "driver"}) {
        Property.holds(!settings.values().containsKey(key), "a bundle says where or as whom");
      }
    } catch (BundleInvalid e) {
      if (planted) {
        Secret.isNotIn(e.failure());
        Secret.isNotIn(e.toString());
      }
    }
  }

  private SettingsTarget() {}
}
