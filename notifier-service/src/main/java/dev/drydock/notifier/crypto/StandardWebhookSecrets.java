package dev.drydock.notifier.crypto;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.drydock.notifier.application.WebhookSecrets;
import dev.drydock.notifier.application.WebhookSender.SignedMessage;
import dev.drydock.notifier.domain.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Signs by the Standard Webhooks specification, version {@code v1} (HMAC-SHA256). */
@ApplicationScoped
class StandardWebhookSecrets implements WebhookSecrets {
  private static final String PREFIX = "whsec_";
  private static final Pattern VARIABLE = Pattern.compile("env:DRYDOCK_WEBHOOK_[A-Z0-9_]{1,64}");

  private final SecretsConfiguration configuration;
  private final @Nullable Path directory;

  StandardWebhookSecrets(
      SecretsConfiguration configuration,
      @ConfigProperty(name = "drydock.webhooks.secrets-directory") Optional<String> directory) {
    this.configuration = configuration;
    this.directory = directory.map(Path::of).map(Path::normalize).orElse(null);
  }

  @Override
  public String generate() {
    return PREFIX + Base64.getEncoder().encodeToString(SealedBoxes.random(32));
  }

  @Override
  public Webhook.Secret.Sealed seal(UUID webhook, String secret) {
    return new Webhook.Secret.Sealed(SealedBoxes.seal(key(), context(webhook), secret));
  }

  private static String context(UUID webhook) {
    return "drydock webhook " + webhook;
  }

  private byte[] key() {
    try {
      var file = configuration.keyFile().orElseThrow(Unresolved::new);
      var master = Base64.getMimeDecoder().decode(Files.readString(file).strip());
      return SealedBoxes.hmac(master, "drydock webhook secrets");
    } catch (IOException | IllegalArgumentException e) {
      throw new Unresolved();
    }
  }

  @Override
  public Optional<String> objection(String reference) {
    if (!VARIABLE.matcher(reference).matches() && fileOf(reference).isEmpty()) {
      return Optional.of(
          "must be env:DRYDOCK_WEBHOOK_... or file: in drydock.webhooks.secrets-directory");
    }
    try {
      resolved(reference);
      return Optional.empty();
    } catch (Unresolved e) {
      return Optional.of("does not lead to a secret");
    }
  }

  /** Only files of the one directory: a reference must not make this service read others. */
  private Optional<Path> fileOf(String reference) {
    if (directory == null || !reference.startsWith("file:")) {
      return Optional.empty();
    }
    var file = Path.of(reference.substring("file:".length())).normalize();
    return file.startsWith(directory) ? Optional.of(file) : Optional.empty();
  }

  private String resolved(String reference) {
    var value =
        VARIABLE.matcher(reference).matches()
            ? System.getenv(reference.substring("env:".length()))
            : fileOf(reference).map(StandardWebhookSecrets::read).orElse(null);
    if (value == null || value.isBlank()) {
      throw new Unresolved();
    }
    return value.strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Unresolved();
    }
  }

  @Override
  public SignedMessage sign(Webhook webhook, String messageId, long timestamp, String body) {
    var secret =
        switch (webhook.secret()) {
          case Webhook.Secret.Sealed(var box) ->
              SealedBoxes.open(key(), context(webhook.id()), box).orElseThrow(Unresolved::new);
          case Webhook.Secret.Reference(var reference) -> resolved(reference);
        };
    try {
      var signature = new com.standardwebhooks.Webhook(secret).sign(messageId, timestamp, body);
      return new SignedMessage(messageId, timestamp, signature, body);
    } catch (WebhookSigningException | EmptyWebhookSecretException | IllegalArgumentException e) {
      throw new Unresolved();
    }
  }
}
