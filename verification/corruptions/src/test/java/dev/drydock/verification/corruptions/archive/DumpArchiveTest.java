package dev.drydock.verification.corruptions.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.verification.corruptions.Dumps;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DumpArchiveTest {
  private final DumpArchive archive = DumpArchive.read(Dumps.small());

  private Entry entry(String title) {
    return archive.entries().stream()
        .filter(e -> e.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void givenAnArchive_whenRead_thenItsEntriesAreThere() {
    assertThat(archive.entries())
        .extracting(Entry::title)
        .contains("TABLE note", "TABLE DATA note", "INDEX note_text", "SEQUENCE SET numbers");
    assertThat(entry("TABLE note").definition()).contains("DEFAULT 'x'");
    assertThat(entry("TABLE note").owner()).isEqualTo("t_owner");
  }

  @Test
  void givenATable_whenRead_thenItsBlockHoldsItsRows() {
    // given
    var block = archive.blockOf(entry("TABLE DATA note_archive")).orElseThrow();

    // when
    var text = new String(block.content(), StandardCharsets.UTF_8);

    // then
    assertThat(text).startsWith("11\told\n12\t\\N\n\\.\n");
  }

  @Test
  void givenAnArchive_whenWrittenAndReadAgain_thenNothingIsLost() {
    // when
    var again = DumpArchive.read(archive.bytes());

    // then
    assertThat(again.bytes()).isEqualTo(archive.bytes());
    assertThat(again.entries()).hasSameSizeAs(archive.entries());
    assertThat(again.blocks()).hasSameSizeAs(archive.blocks());
  }

  @Test
  void givenAnEntryLeftOut_whenReadAgain_thenAllOthersAreThere() {
    // when
    var without = DumpArchive.read(archive.without(entry("INDEX note_text")).bytes());

    // then
    assertThat(without.entries())
        .hasSize(archive.entries().size() - 1)
        .extracting(Entry::title)
        .doesNotContain("INDEX note_text");
  }

  @Test
  void givenLargeObjects_whenRead_thenEachIsAPart() {
    assertThat(archive.blocks())
        .filteredOn(Block::ofLargeObjects)
        .singleElement()
        .satisfies(block ->
            assertThat(block.parts())
                .singleElement()
                .satisfies(part -> assertThat(part.content()).containsExactly(0, 1, 2)));
  }

  @Test
  void givenNoArchive_whenRead_thenRefused() {
    assertThatThrownBy(() -> DumpArchive.read(new byte[20]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DumpArchive.read(Arrays.copyOf(Dumps.small(), 200)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
