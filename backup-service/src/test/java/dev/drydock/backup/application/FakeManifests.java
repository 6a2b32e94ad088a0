package dev.drydock.backup.application;

import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Manifests in memory. */
final class FakeManifests implements Manifests {
  final TreeMap<String, Manifest> stored = new TreeMap<>();
  final TreeMap<String, Proof> proofs = new TreeMap<>();
  final List<String> unreadable = new ArrayList<>();

  Manifest of(String id) {
    return Objects.requireNonNull(stored.get(id));
  }

  @Override
  public Manifest put(Manifest manifest) {
    var first = stored.putIfAbsent(manifest.id().value(), manifest);
    return first == null ? manifest : first;
  }

  @Override
  public Optional<Manifest> find(String tenant, BackupId id) {
    return Optional.ofNullable(stored.get(id.value()));
  }

  @Override
  public boolean exists(String tenant, BackupId id) {
    return stored.containsKey(id.value());
  }

  @Override
  public List<String> forEach(Consumer<Manifest> reader) {
    List.copyOf(stored.values()).forEach(reader);
    return unreadable;
  }

  @Override
  public void delete(String tenant, BackupId id) {
    stored.remove(id.value());
    proofs.remove(id.value());
  }

  @Override
  public void putProof(Manifest manifest, Proof proof) {
    proofs.putIfAbsent(manifest.id().value(), proof);
  }

  @Override
  public Optional<Proof> findProof(Manifest manifest) {
    return Optional.ofNullable(proofs.get(manifest.id().value()));
  }
}
