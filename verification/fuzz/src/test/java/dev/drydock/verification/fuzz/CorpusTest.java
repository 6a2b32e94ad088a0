package dev.drydock.verification.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every kept input, without a fuzzer: among them all that fuzzing has found and was mended. */
class CorpusTest {
  private static final Folders FOLDERS =
      Folders.below(Path.of(System.getProperty("drydock.root", "../..")));

  @TestFactory
  List<DynamicTest> keptInputs() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (var target : Target.values()) {
      for (var input : FOLDERS.corpus(target)) {
        tests.add(
            DynamicTest.dynamicTest(
                target.title() + "/" + input.getFileName(),
                () ->
                    assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> target.run(Files.readAllBytes(input)))));
      }
    }
    return tests;
  }

  @Test
  void everyTargetHasSome() throws IOException {
    for (var target : Target.values()) {
      assertThat(FOLDERS.corpus(target)).as(target.title()).hasSizeGreaterThan(2);
    }
  }

  @Test
  void everyTargetIsFoundByItsTitle() {
    assertThat(Target.values())
        .allSatisfy(target -> assertThat(Target.titled(target.title())).contains(target));
  }
}
