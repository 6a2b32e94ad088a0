package dev.drydock.notifier.crypto;

import dev.drydock.notifier.application.SessionCrypto;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The session ID is the only key: 256 bits that the server does not keep. */
@ApplicationScoped
class AesSessions implements SessionCrypto {
  private static final String CONTEXT = "drydock session";

  @Override
  public String newId() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(SealedBoxes.random(32));
  }

  @Override
  public String hashOf(String id) {
    return HexFormat.of().formatHex(derived(id, "hash"));
  }

  @Override
  public String seal(String id, String token) {
    return SealedBoxes.seal(derived(id, "key"), CONTEXT, token);
  }

  @Override
  public Optional<String> open(String id, String box) {
    return SealedBoxes.open(derived(id, "key"), CONTEXT, box);
  }

  private static byte[] derived(String id, String purpose) {
    return SealedBoxes.hmac(id.getBytes(StandardCharsets.UTF_8), purpose);
  }
}
