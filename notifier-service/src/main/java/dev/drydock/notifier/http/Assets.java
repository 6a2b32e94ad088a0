package dev.drydock.notifier.http;

import io.quarkus.qute.TemplateGlobal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The page's own files, under a name that changes with them, so that no browser keeps old ones. */
@TemplateGlobal
final class Assets {
  static final String assetsVersion = version();

  private static String version() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : List.of("drydock.css", "drydock.js", "mark.svg")) {
        try (var in = Assets.class.getResourceAsStream("/META-INF/resources/assets/" + file)) {
          digest.update(in == null ? new byte[0] : in.readAllBytes());
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Assets() {}
}
