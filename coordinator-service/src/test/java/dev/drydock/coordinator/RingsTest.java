package dev.drydock.coordinator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rings: domain, application, adapters; each knows only what is further in. */
class RingsTest {
  private static final String ROOT = "dev.drydock.coordinator.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.drydock.coordinator");

  @Test
  void theDomainKnowsNoFrameworkAndNobodyFurtherOut() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "domain..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "application..",
            ROOT + "http..",
            ROOT + "kafka..",
            ROOT + "persistence..",
            ROOT + "storage..",
            "jakarta..",
            "io.quarkus..",
            "org.hibernate..",
            "java.sql..",
            "dev.drydock.messaging..",
            "dev.drydock.objectstore..",
            "dev.drydock.access..")
        .check(CLASSES);
  }

  @Test
  void theDomainReadsNoClockAndDrawsNoLots() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "domain..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, java.util.Random.class)
        .check(CLASSES);
  }

  @Test
  void theApplicationKnowsNoAdapter() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "application..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "http..", ROOT + "kafka..", ROOT + "persistence..", ROOT + "storage..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "kafka", "persistence", "storage"})
  void noAdapterKnowsAnother(String adapter) {
    var others =
        java.util.stream.Stream.of("http", "kafka", "persistence", "storage")
            .filter(other -> !other.equals(adapter))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(ROOT + adapter + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(CLASSES);
  }
}
