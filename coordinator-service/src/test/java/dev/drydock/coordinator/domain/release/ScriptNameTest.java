package dev.drydock.coordinator.domain.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"beforeEachMigrate.sql", "afterEachMigrate.sql", "afterEachMigrate__why.sql"})
  void givenACallbackAroundEachScript_thenItIsOne(String file) {
    assertThat(ScriptName.of(file)).isEqualTo(new ScriptName.Callback());
  }

  @Test
  void givenAnyOtherCallbackOfFlyway_thenItIsRefusedAndSaysWhatIsRun() {
    var others =
        Arrays.stream(Event.values())
            .map(Event::getId)
            .filter(id -> !ScriptName.AROUND_EACH_SCRIPT.contains(id))
            .distinct()
            .toList();

    assertThat(others).containsExactlyInAnyOrderElementsOf(ScriptName.OUTSIDE_OF_SCRIPTS);
    assertThat(others)
        .flatExtracting(id -> java.util.List.of(id + ".sql", id + "__why.sql"))
        .extracting(ScriptName::of)
        .allSatisfy(name ->
            assertThat(name)
                .isInstanceOfSatisfying(
                    ScriptName.Wrong.class,
                    wrong ->
                        assertThat(wrong.why())
                            .contains("only beforeEachMigrate and afterEachMigrate are run")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"B1__base.sql", "B__base.sql", "U1__undo.sql"})
  void givenAKindThatIsNeverApplied_thenItIsRefused(String file) {
    assertThat(ScriptName.of(file))
        .isInstanceOfSatisfying(
            ScriptName.Wrong.class, wrong -> assertThat(wrong.why()).contains("never applied"));
  }
}
