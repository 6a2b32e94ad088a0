package dev.drydock.backup.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.backup.application.BackupFailure;
import dev.drydock.backup.application.ManifestJson;
import dev.drydock.backup.application.Manifests;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import dev.drydock.objectstore.ObjectStore;
import dev.drydock.objectstore.ObjectStoreFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Manifests under {@code manifests/<tenant>/<backup>.json}, proofs under {@code proofs/...}: JSON
 * with what is said and a MAC over it and its own key, so that none can be put in another's place.
 */
@ApplicationScoped
class SignedManifests implements Manifests {
  private static final String MANIFESTS = "manifests/";
  private static final String PROOFS = "proofs/";
  private static final int MOST_BYTES = 4 << 20;
  private static final ObjectMapper JSON = ManifestJson.mapper();

  private final ObjectStore store;
  private final KeysetFile keyset;

  SignedManifests(ObjectStore store, KeysetFile keyset) {
    this.store = store;
    this.keyset = keyset;
  }

  private static String key(String folder, String tenant, BackupId id) {
    return folder + tenant + "/" + id + ".json";
  }

  @Override
  public Manifest put(Manifest manifest) {
    var tenant = manifest.tenant().id().value();
    try {
      write(key(MANIFESTS, tenant, manifest.id()), manifest);
      return manifest;
    } catch (ObjectStoreFailure.AlreadyExists e) {
      return find(tenant, manifest.id()).orElseThrow(() -> e);
    }
  }

  @Override
  public Optional<Manifest> find(String tenant, BackupId id) {
    var key = key(MANIFESTS, tenant, id);
    var found = read(key, Manifest.class);
    found.ifPresent(manifest -> checkBelongs(key, manifest));
    return found;
  }

  private static void checkBelongs(String key, Manifest manifest) {
    if (!key.equals(key(MANIFESTS, manifest.tenant().id().value(), manifest.id()))
        || manifest.format() != Manifest.FORMAT) {
      throw corrupt(key);
    }
  }

  @Override
  public boolean exists(String tenant, BackupId id) {
    return store.stat(key(MANIFESTS, tenant, id)).isPresent();
  }

  @Override
  public List<String> forEach(Consumer<Manifest> reader) {
    var unreadable = new ArrayList<String>();
    try (Stream<ObjectStore.Stat> listed = store.list(MANIFESTS)) {
      listed.forEach(stat -> {
        try {
          read(stat.key(), Manifest.class)
              .ifPresent(manifest -> {
                checkBelongs(stat.key(), manifest);
                reader.accept(manifest);
              });
        } catch (BackupFailure.Corrupt e) {
          unreadable.add(stat.key());
        }
      });
    }
    return unreadable;
  }

  @Override
  public void delete(String tenant, BackupId id) {
    store.delete(key(MANIFESTS, tenant, id));
    store.delete(key(PROOFS, tenant, id));
  }

  @Override
  public void putProof(Manifest manifest, Proof proof) {
    try {
      write(key(PROOFS, manifest.tenant().id().value(), manifest.id()), proof);
    } catch (ObjectStoreFailure.AlreadyExists e) {
      // Proven before: the first evidence stays.
    }
  }

  @Override
  public Optional<Proof> findProof(Manifest manifest) {
    try {
      return read(key(PROOFS, manifest.tenant().id().value(), manifest.id()), Proof.class)
          .filter(proof -> proof.archiveSha256().equals(manifest.archiveSha256()))
          .filter(proof -> proof.fingerprint().equals(manifest.fingerprint()));
    } catch (BackupFailure.Corrupt e) {
      return Optional.empty();
    }
  }

  private void write(String key, Object said) {
    try {
      var node = JSON.valueToTree(said);
      var signed = JSON.createObjectNode();
      signed.set("said", node);
      signed.put(
          "mac",
          HexFormat.of().formatHex(keyset.current().manifests().computeMac(covered(key, node))));
      var bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(signed);
      store.put(key, new ByteArrayInputStream(bytes), _ -> {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is plain JSON", e);
    } catch (GeneralSecurityException e) {
      throw new Keyset.KeysetUnusable("no key signs manifests");
    }
  }

  private <T> Optional<T> read(String key, Class<T> type) {
    byte[] bytes;
    try (var object = store.get(key)) {
      bytes = object.readNBytes(MOST_BYTES);
    } catch (ObjectStoreFailure.Missing e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ObjectStoreFailure.Unavailable("get " + key + ": the connection broke");
    }
    try {
      var signed = JSON.readTree(bytes);
      var said = signed.path("said");
      keyset
          .current()
          .manifests()
          .verifyMac(HexFormat.of().parseHex(signed.path("mac").asText()), covered(key, said));
      return Optional.of(JSON.treeToValue(said, type));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw corrupt(key);
    }
  }

  /** The key, a zero byte, and the compact JSON with its members in the order they were written. */
  private static byte[] covered(String key, JsonNode said) throws JsonProcessingException {
    return (key + "\0" + JSON.writeValueAsString(said)).getBytes(StandardCharsets.UTF_8);
  }

  private static BackupFailure.Corrupt corrupt(String key) {
    return new BackupFailure.Corrupt(
        key, "It was altered, or signed with a key that is not in the keyset.");
  }
}
