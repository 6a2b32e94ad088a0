package dev.drydock.verification.simulation.coordinator;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows by their key; what a transaction changes can be undone. */
final class Table<K extends Comparable<K>, V> {
  private final Ledger ledger;
  private TreeMap<K, V> rows = new TreeMap<>();

  Table(Ledger ledger) {
    this.ledger = ledger;
    ledger.add(this);
  }

  @Nullable V get(K key) {
    return rows.get(key);
  }

  void put(K key, V value) {
    var before = rows.put(key, value);
    ledger.undo(() -> restore(key, before));
  }

  /**
   * @throws Ledger.ConstraintViolated when there is such a row
   */
  void insert(K key, V value, String constraint) {
    if (rows.containsKey(key)) {
      throw new Ledger.ConstraintViolated(constraint + " " + key);
    }
    put(key, value);
  }

  void remove(K key) {
    var before = rows.remove(key);
    if (before == null) {
      return;
    }
    ledger.undo(() -> restore(key, before));
  }

  private void restore(K key, @Nullable V before) {
    if (before == null) {
      rows.remove(key);
    } else {
      rows.put(key, before);
    }
  }

  Collection<V> values() {
    return rows.values();
  }

  Map<K, V> rows() {
    return rows;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Puts the rows as they are now back, when run. */
  Runnable copy() {
    var then = new TreeMap<>(rows);
    return () -> rows = new TreeMap<>(then);
  }
}
