package dev.drydock.verification.simulation.workers;

import dev.drydock.backup.application.Manifests;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import dev.drydock.objectstore.ObjectStoreFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Signed manifests and proofs: an object that says yes under its key, or nothing. */
final class VaultManifests implements Manifests {
  /** What the store holds, shared by all that reach it. */
  static final class Shelf {
    private final Map<String, Manifest> manifests = new HashMap<>();
    private final Map<String, Proof> proofs = new HashMap<>();
    private final ObjectVault vault;
    private final Consumer<String> violations;

    Shelf(ObjectVault vault, Consumer<String> violations) {
      this.vault = vault;
      this.violations = violations;
    }

    /** Manifests are written last: until then there is only garbage. */
    void requireArchive(Manifest manifest) {
      if (!vault.hasTaken(manifest.archive().key())) {
        violations.accept(manifest.id() + ": its manifest is there before its archive");
      }
    }
  }

  private final Shelf shelf;
  private final Life client;

  VaultManifests(Shelf shelf, Life client) {
    this.shelf = shelf;
    this.client = client;
  }

  private void reach(String what) {
    client.point(what);
    if (client.happens(Mishap.CONNECTION_LOST)) {
      throw new ObjectStoreFailure.Unavailable(what);
    }
  }

  private <T> void put(Map<String, T> objects, String key, T object) {
    reach("put " + key);
    if (objects.containsKey(key)) {
      throw new ObjectStoreFailure.AlreadyExists(key);
    }
    if (client.happens(Mishap.OK_BUT_LOST)) {
      client.tell("the store says yes to " + key + ", and keeps nothing");
    } else {
      objects.put(key, object);
    }
    if (client.happens(Mishap.EXECUTED_BUT_TIMED_OUT)) {
      throw new ObjectStoreFailure.Unavailable(key);
    }
  }

  private static String key(String tenant, BackupId id) {
    return tenant + "/" + id;
  }

  @Override
  public Manifest put(Manifest manifest) {
    var tenant = manifest.tenant().id().value();
    try {
      shelf.requireArchive(manifest);
      put(shelf.manifests, key(tenant, manifest.id()), manifest);
      return manifest;
    } catch (ObjectStoreFailure.AlreadyExists e) {
      return find(tenant, manifest.id()).orElseThrow(() -> e);
    }
  }

  @Override
  public Optional<Manifest> find(String tenant, BackupId id) {
    reach("get manifest " + id);
    return Optional.ofNullable(shelf.manifests.get(key(tenant, id)));
  }

  @Override
  public boolean exists(String tenant, BackupId id) {
    return find(tenant, id).isPresent();
  }

  @Override
  public List<String> forEach(Consumer<Manifest> reader) {
    reach("list manifests");
    List.copyOf(shelf.manifests.values()).forEach(reader);
    return List.of();
  }

  @Override
  public void delete(String tenant, BackupId id) {
    reach("delete manifest " + id);
    shelf.manifests.remove(key(tenant, id));
    shelf.proofs.remove(key(tenant, id));
  }

  @Override
  public void putProof(Manifest manifest, Proof proof) {
    try {
      put(shelf.proofs, key(manifest.tenant().id().value(), manifest.id()), proof);
    } catch (ObjectStoreFailure.AlreadyExists e) {
      // The first evidence stays.
    }
  }

  @Override
  public Optional<Proof> findProof(Manifest manifest) {
    reach("get proof " + manifest.id());
    return Optional.ofNullable(shelf.proofs.get(key(manifest.tenant().id().value(), manifest.id())))
        .filter(proof -> proof.archiveSha256().equals(manifest.archiveSha256()))
        .filter(proof -> proof.fingerprint().equals(manifest.fingerprint()));
  }
}
