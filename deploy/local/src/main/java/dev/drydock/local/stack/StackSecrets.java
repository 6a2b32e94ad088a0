package dev.drydock.local.stack;

import dev.drydock.local.LocalFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The stack's own secrets, made up once, each in a file of mode 0600. */
final class StackSecrets {
  private static final int KEY_BYTES = 32;

  private final StackFolder folder;

  StackSecrets(StackFolder folder) {
    this.folder = folder;
  }

  /** Makes up what is missing, and writes the digests of the tokens that the services accept. */
  void create() {
    signingKey();
    LocalFiles.writeSecret(
        tokensFile(),
        """
        {"tokens":[
          {"name":"local-admin","roles":["viewer","operator","approver"],"sha256":"%s"},
          {"name":"local-worker","roles":["worker"],"sha256":"%s"},
          {"name":"local-notifier","roles":["viewer"],"sha256":"%s"}
        ]}
        """
            .formatted(
                sha256(LocalFiles.secretIn(folder.tokenFile())),
                sha256(LocalFiles.secretIn(tokenFile(Service.MIGRATION))),
                sha256(LocalFiles.secretIn(tokenFile(Service.NOTIFIER)))));
  }

  Path tokensFile() {
    return folder.secret("tokens.json");
  }

  /** What the service shows to the coordinator: workers claim, the notifier only reads. */
  Path tokenFile(Service service) {
    return folder.secret(service == Service.NOTIFIER ? "notifier.token" : "worker.token");
  }

  Path signingKeyFile() {
    return folder.secret("signing.key");
  }

  Path keysetFile() {
    return folder.secret("backup-keyset.json");
  }

  String databasePassword(Service service) {
    return LocalFiles.secretIn(folder.secret(service.label() + ".database-password"));
  }

  private void signingKey() {
    if (!Files.exists(signingKeyFile())) {
      var key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      LocalFiles.writeSecret(signingKeyFile(), Base64.getEncoder().encodeToString(key) + "\n");
    }
  }

  private static String sha256(String token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The administrator's token, for calls of this process. */
  String adminToken() {
    try {
      return Files.readString(folder.tokenFile()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
