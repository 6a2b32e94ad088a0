package dev.drydock.verification.corruptions;

import dev.drydock.verification.corruptions.archive.Block;
import dev.drydock.verification.corruptions.archive.DumpArchive;
import dev.drydock.verification.corruptions.archive.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a true dump into one that lies; pure. */
final class LyingDumps {
  private static final String ROWS = "TABLE DATA";
  private static final Pattern SET_SEQUENCE = Pattern.compile("(\\d+), (true|false)\\)");

  private final byte[] truth;
  private final DumpArchive archive;
  private final SplittableRandom random;
  private final Predicate<Entry> concerned;

  /**
   * @param schema whose objects alone are touched; {@code null} for any
   */
  LyingDumps(byte[] truth, SplittableRandom random, @Nullable String schema) {
    this.truth = truth;
    this.archive = DumpArchive.read(truth);
    this.random = random;
    this.concerned = entry -> schema == null || schema.equals(entry.schema());
  }

  Lie of(Kind kind) {
    return switch (kind) {
      case REWRITTEN -> new Lie(archive.bytes(), "nothing", null);
      case ROWS_REORDERED -> reordered();
      case VALUE_CHANGED -> valueChanged();
      case VALUES_EXCHANGED -> valuesExchanged();
      case ROW_LOST -> rowLost();
      case ROW_DOUBLED -> rowDoubled();
      case TABLE_EMPTIED -> emptied();
      case DATA_OF_ANOTHER_TABLE -> dataOfAnother();
      case SEQUENCE_CHANGED -> sequenceChanged();
      case LARGE_OBJECT_CHANGED -> largeObjectChanged();
      case ENTRY_LOST -> entryLost();
      case DEFINITION_CHANGED -> new DefinitionChanges(random, concerned).in(archive);
      case OWNER_CHANGED -> ownerChanged();
      case DUMP_TRUNCATED -> truncated();
      case DUMP_FLIP -> flipped();
      default -> throw new IllegalArgumentException(kind + " is not about a dump alone");
    };
  }

  private record Table(Entry entry, Block block, Rows rows) {}

  private List<Table> tables(int atLeastRows) {
    var tables = new ArrayList<Table>();
    for (var entry : archive.entries()) {
      if (entry.kind().equals(ROWS) && concerned.test(entry)) {
        var block = archive.blockOf(entry).orElseThrow();
        var rows = Rows.of(block.content());
        if (rows.rows().size() >= atLeastRows) {
          tables.add(new Table(entry, block, rows));
        }
      }
    }
    return tables;
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private Lie with(Table table, Rows rows, String what) {
    var lying = archive.replacing(table.block(), table.block().withContent(rows.bytes()));
    return new Lie(lying.bytes(), table.entry().tag() + ": " + what, table.entry().schema());
  }

  private Lie valueChanged() {
    var table = any(tables(1).stream().filter(t -> !t.rows().rows().getFirst().isEmpty()).toList());
    int row = random.nextInt(table.rows().rows().size());
    var fields = Rows.fields(table.rows().rows().get(row));
    int field = random.nextInt(fields.size());
    var before = fields.get(field);
    fields.set(field, new ValueChanges(random).changed(before));
    return with(
        table,
        table.rows().with(row, String.join("\t", fields)),
        "row %d, field %d: '%s' is now '%s'".formatted(row, field, before, fields.get(field)));
  }

  /** Two rows that have each other's value: no count and no sum over a column tells. */
  private Lie valuesExchanged() {
    while (true) {
      var table = any(tables(2));
      var rows = table.rows().rows();
      int one = random.nextInt(rows.size());
      int other = random.nextInt(rows.size());
      var ofOne = Rows.fields(rows.get(one));
      var ofOther = Rows.fields(rows.get(other));
      int field = random.nextInt(ofOne.size());
      if (!ofOne.get(field).equals(ofOther.get(field)) && ofOne.size() > 1) {
        var value = ofOne.set(field, ofOther.get(field));
        ofOther.set(field, value);
        var changed =
            table
                .rows()
                .with(one, String.join("\t", ofOne))
                .with(other, String.join("\t", ofOther));
        return with(table, changed, "field %d of rows %d and %d".formatted(field, one, other));
      }
    }
  }

  private Lie rowLost() {
    var table = any(tables(1));
    var rows = new ArrayList<>(table.rows().rows());
    int row = random.nextInt(rows.size());
    rows.remove(row);
    return with(table, table.rows().with(rows), "row " + row + " lost");
  }

  private Lie rowDoubled() {
    var table = any(tables(1));
    var rows = new ArrayList<>(table.rows().rows());
    var row = any(rows);
    rows.add(random.nextInt(rows.size() + 1), row);
    return with(table, table.rows().with(rows), "a row doubled");
  }

  private Lie reordered() {
    var table = any(tables(3));
    var rows = new ArrayList<>(table.rows().rows());
    Collections.reverse(rows);
    return with(table, table.rows().with(rows), "rows reversed");
  }

  private Lie emptied() {
    var table = any(tables(1));
    return with(table, table.rows().with(List.of()), "emptied");
  }

  private Lie dataOfAnother() {
    while (true) {
      var table = any(tables(1));
      var others =
          tables(1).stream()
              .filter(t -> width(t) == width(table) && !t.rows().equals(table.rows()))
              .toList();
      if (!others.isEmpty()) {
        var other = any(others);
        return with(table, other.rows(), "rows of " + other.entry().tag());
      }
    }
  }

  private static int width(Table table) {
    return Rows.fields(table.rows().rows().getFirst()).size();
  }

  private List<Entry> entries(Predicate<Entry> wanted) {
    return archive.entries().stream().filter(concerned.and(wanted)).toList();
  }

  private Lie sequenceChanged() {
    var entry = any(entries(e -> e.kind().equals("SEQUENCE SET")));
    var matcher = SET_SEQUENCE.matcher(String.valueOf(entry.definition()));
    if (!matcher.find()) {
      throw new IllegalStateException("a sequence is set by other words");
    }
    long value = Long.parseLong(matcher.group(1));
    var called = Boolean.parseBoolean(matcher.group(2));
    var by =
        random.nextInt(3) == 0
            ? "%d, %s)".formatted(value, !called)
            : "%d, %s)".formatted(value + random.nextInt(1, 5), called);
    var changed = entry.withDefinition(matcher.replaceFirst(Matcher.quoteReplacement(by)));
    return new Lie(
        archive.replacing(entry, changed).bytes(), entry.title() + " to " + by, entry.schema());
  }

  private Lie largeObjectChanged() {
    var blocks =
        archive.blocks().stream().filter(b -> b.parts().getFirst().largeObject() != 0).toList();
    var block = any(blocks);
    var parts = new ArrayList<>(block.parts());
    int at = random.nextInt(parts.size());
    var part = parts.get(at);
    var content = part.content().clone();
    content[random.nextInt(content.length)] ^= 1;
    parts.set(at, new Block.Part(part.largeObject(), content));
    return new Lie(
        archive.replacing(block, new Block(block.id(), List.copyOf(parts))).bytes(),
        "large object " + part.largeObject(),
        null);
  }

  private Lie entryLost() {
    var entry = any(entries(e -> true));
    return new Lie(archive.without(entry).bytes(), entry.title() + " lost", entry.schema());
  }

  private Lie ownerChanged() {
    var entry = any(entries(e -> e.owner() != null && !e.owner().isEmpty()));
    var by = random.nextBoolean() ? "" : "drydock";
    return new Lie(
        archive.replacing(entry, entry.withOwner(by)).bytes(),
        entry.title() + " of owner '" + by + "'",
        entry.schema());
  }

  private Lie truncated() {
    int length =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> truth.length - random.nextInt(1, 64);
          default -> random.nextInt(truth.length);
        };
    return new Lie(
        Arrays.copyOf(truth, length), "dump cut at %d of %d".formatted(length, truth.length), null);
  }

  private Lie flipped() {
    var corrupted = new StoredBytes(truth, random).flipAnywhere();
    return new Lie(corrupted.bytes(), "dump, " + corrupted.what(), null);
  }
}
