package dev.drydock.tenantdatabases;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class EngineBordersTest {
  private static final String ENGINE = "dev.drydock.tenantdatabases.postgres..";

  @Test
  void thePortKnowsNoEngine_andAnEngineNoFramework() {
    var all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.drydock.tenantdatabases");

    noClasses()
        .that()
        .resideOutsideOfPackage(ENGINE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ENGINE, "org.postgresql..")
        .check(all);
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.drydock.contracts..",
            "dev.drydock.tenantdatabases..",
            "java..",
            "org.postgresql..",
            "org.jspecify..")
        .check(all);
    classes()
        .that()
        .resideInAPackage(ENGINE)
        .and()
        .haveNameNotMatching(".*\\.(PostgresTenantDatabases|PostgresSettings)(\\$.*)?")
        .should()
        .notBePublic()
        .check(all);
  }
}
