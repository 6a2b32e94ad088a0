package dev.drydock.backup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rings: the domain is pure, adapters translate and do not know each other. */
class RingsTest {
  private static final String BASE = "dev.drydock.backup";
  private static final String[] ADAPTERS = {
    BASE + ".storage..",
    BASE + ".persistence..",
    BASE + ".kafka..",
    BASE + ".http..",
    BASE + ".coordinator..",
    BASE + ".databases..",
    BASE + ".schedule.."
  };

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);
  }

  @Test
  void theDomainIsPure() {
    classes()
        .that()
        .resideInAPackage(BASE + ".domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            BASE + ".domain..", "dev.drydock.contracts..", "java..", "org.jspecify..")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(BASE + ".domain..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio..", "java.sql..", "java.net..")
        .check(classes);
  }

  @Test
  void theApplicationKnowsNoAdapter() {
    noClasses()
        .that()
        .resideInAnyPackage(BASE + ".application..", BASE + ".domain..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ADAPTERS)
        .check(classes);
  }

  @Test
  void adaptersDoNotKnowEachOther() {
    slices()
        .matching(BASE + ".(storage|persistence|kafka|http|coordinator|databases|schedule)..")
        .should()
        .notDependOnEachOther()
        .check(classes);
  }
}
