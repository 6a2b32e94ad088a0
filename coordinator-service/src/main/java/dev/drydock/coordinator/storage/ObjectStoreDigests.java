package dev.drydock.coordinator.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.Digests;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import dev.drydock.objectstore.ObjectStore;
import dev.drydock.objectstore.ObjectStoreFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Digests as {@code digests/<upgradeId>.json}; when the upgrade ends again after a retry, as {@code
 * digests/<upgradeId>-<end in epoch milliseconds>.json}: keys are never overwritten.
 */
@ApplicationScoped
class ObjectStoreDigests implements Digests {
  private static final Logger LOG = Logger.getLogger(ObjectStoreDigests.class);
  private static final String ALGORITHM = "HmacSHA256";

  private final ObjectStore store;
  private final ObjectMapper json = new ObjectMapper();
  private final Path keyFile;

  ObjectStoreDigests(
      ObjectStore store, @ConfigProperty(name = "drydock.signing.key-file") Path keyFile) {
    this.store = store;
    this.keyFile = keyFile;
  }

  @Override
  public void write(Upgrade upgrade, Map<TenantId, String> chainHeads) {
    var body = body(upgrade, chainHeads);
    var first = "digests/" + upgrade.id() + ".json";
    try {
      store.put(first, new ByteArrayInputStream(body), _ -> {});
    } catch (ObjectStoreFailure.AlreadyExists e) {
      if (!holds(first, body)) {
        writeLater(upgrade, body);
      }
    }
  }

  /** Another coordinator, or this one before a crash, was here. */
  private boolean holds(String key, byte[] body) {
    try (var stored = store.get(key)) {
      return Arrays.equals(stored.readAllBytes(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeLater(Upgrade upgrade, byte[] body) {
    var ended = upgrade.endedAt();
    var key =
        "digests/%s-%d.json".formatted(upgrade.id(), ended == null ? 0 : ended.toEpochMilli());
    try {
      store.put(key, new ByteArrayInputStream(body), _ -> {});
    } catch (ObjectStoreFailure.AlreadyExists e) {
      LOG.debugf("digest %s is there already", key);
    }
  }

  private byte[] body(Upgrade upgrade, Map<TenantId, String> chainHeads) {
    var heads = new TreeMap<String, String>();
    chainHeads.forEach((tenant, head) -> heads.put(tenant.value(), head));
    var digest = new LinkedHashMap<String, Object>();
    digest.put("upgrade", upgrade.id().value());
    digest.put("release", upgrade.release().coordinates());
    digest.put("state", upgrade.state().name());
    digest.put("endedAt", String.valueOf(upgrade.endedAt()));
    digest.put("chainHeads", heads);
    try {
      var signed = json.writeValueAsBytes(digest);
      var letter = new LinkedHashMap<String, String>();
      letter.put("digest", new String(signed, StandardCharsets.UTF_8));
      letter.put("hmacSha256", sign(signed));
      return json.writeValueAsBytes(letter);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a digest holds plain JSON values", e);
    }
  }

  private String sign(byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      var line = Files.readAllLines(keyFile).getFirst().strip();
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(line), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "drydock.signing.key-file cannot be used (" + e.getClass().getSimpleName() + ")");
    }
  }
}
