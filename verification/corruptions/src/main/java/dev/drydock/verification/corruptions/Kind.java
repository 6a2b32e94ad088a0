package dev.drydock.verification.corruptions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is done to a backup. */
enum Kind {
  /** A backup that nobody touched, proven once more. */
  UNTOUCHED(Group.CONTROL, 2),
  /** Taken and proven by nothing but the product. */
  FRESH(Group.CONTROL, 2),
  /** The dump taken apart, put together again, sealed. */
  REWRITTEN(Group.CONTROL, 2),
  /** The rows of a table in another order. */
  ROWS_REORDERED(Group.CONTROL, 2),
  /** The dump of a copy in which nothing was altered. */
  COPY_UNALTERED(Group.CONTROL, 2),

  FLIP_IN_HEADER(Group.STORED, 4),
  FLIP_IN_BODY(Group.STORED, 12),
  FLIP_IN_TAIL(Group.STORED, 5),
  FLIPS(Group.STORED, 6),
  TRUNCATED(Group.STORED, 6),
  TRUNCATED_AT_SEGMENT(Group.STORED, 3),
  EMPTY_OBJECT(Group.STORED, 2),
  EXTENDED(Group.STORED, 2),
  ZEROED(Group.STORED, 4),
  SEGMENTS_SWAPPED(Group.STORED, 3),
  TENANTS_SWAPPED(Group.STORED, 5),
  STALE_ARCHIVE(Group.STORED, 4),
  STALE_BACKUP(Group.STORED, 4),
  ARCHIVE_MISSING(Group.STORED, 2),
  MANIFEST_FLIP(Group.STORED, 8),
  MANIFEST_TRUNCATED(Group.STORED, 4),
  MANIFEST_MISSING(Group.STORED, 2),
  MANIFEST_OF_ANOTHER(Group.STORED, 4),
  MANIFEST_STALE(Group.STORED, 3),
  PROOF_FLIP(Group.STORED, 6),
  PROOF_OF_ANOTHER(Group.STORED, 2),

  VALUE_CHANGED(Group.SEALED, 16),
  VALUES_EXCHANGED(Group.SEALED, 6),
  ROW_LOST(Group.SEALED, 6),
  ROW_DOUBLED(Group.SEALED, 4),
  TABLE_EMPTIED(Group.SEALED, 6),
  DATA_OF_ANOTHER_TABLE(Group.SEALED, 4),
  SEQUENCE_CHANGED(Group.SEALED, 4),
  LARGE_OBJECT_CHANGED(Group.SEALED, 5),
  ENTRY_LOST(Group.SEALED, 24),
  DEFINITION_CHANGED(Group.SEALED, 16),
  OWNER_CHANGED(Group.SEALED, 4),
  DUMP_TRUNCATED(Group.SEALED, 4),
  DUMP_FLIP(Group.SEALED, 8),
  WRONG_TENANT(Group.SEALED, 5),
  STALE_DUMP(Group.SEALED, 5),
  COPY_ALTERED(Group.SEALED, 24);

  /** Who could notice. */
  enum Group {
    /** Nothing is wrong: must be proven. */
    CONTROL,
    /** The stored objects are not what was stored: the seal is broken. */
    STORED,
    /** Sealed as it should be, but of a dump that lies: only the trial restore can tell. */
    SEALED
  }

  private final Group group;
  private final int weight;

  Kind(Group group, int weight) {
    this.group = group;
    this.weight = weight;
  }

  Group group() {
    return group;
  }

  int weight() {
    return weight;
  }

  static List<Kind> of(Group group) {
    return Arrays.stream(values()).filter(kind -> kind.group == group).toList();
  }

  /** As typed on the command line. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException when there is none
   */
  static Kind labelled(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
