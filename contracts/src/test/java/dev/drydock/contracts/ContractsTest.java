package dev.drydock.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractsTest {
  @Test
  void dependsOnTheJdkOnly() {
    var imported =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.drydock.contracts");

    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.drydock.contracts..", "org.jspecify..")
        .check(imported);
  }

  @Test
  void everyMessageHasAStableNameOfItsOwn() {
    var names = new HashSet<>(MessageTypes.all().values());

    assertThat(names).hasSameSizeAs(MessageTypes.all().keySet());
    assertThat(names).allMatch(name -> name.matches("dev\\.drydock\\.[a-z]+\\.[a-z-]+\\.v[0-9]+"));
    assertThat(MessageTypes.all().keySet())
        .containsAll(recordsOf(Command.class))
        .containsAll(recordsOf(Result.class));
  }

  private static Set<Class<?>> recordsOf(Class<?> sealed) {
    var records = new HashSet<Class<?>>();
    for (var permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isRecord()) {
        records.add(permitted);
      } else {
        records.addAll(recordsOf(permitted));
      }
    }
    return records;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "-a", "a/b", "../a", "a b", "a\n", "ä"})
  void tenantIdsAreSafeInKeys(String bad) {
    assertThatThrownBy(() -> new TenantId(bad)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSameKeyIsTheSameId() {
    assertThat(NameBasedId.of("a"))
        .isEqualTo(NameBasedId.of("a"))
        .isNotEqualTo(NameBasedId.of("b"));
    assertThat(NameBasedId.of("a").version()).isEqualTo(5);
    assertThat(NameBasedId.of("a").variant()).isEqualTo(2);
  }

  @Test
  void tokensNeverGoDown() {
    assertThat(new Token(7).next()).isGreaterThan(new Token(7));
    assertThatThrownBy(() -> new Token(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFailureSaysItselfInOneLine() {
    var failure =
        Failure.of(FailureCode.FOREIGN_KEY_VIOLATION, "V1_1_2__orders_shop.sql")
            .withLine(7)
            .withSqlState("23503");

    assertThat(failure.summary())
        .isEqualTo("V1_1_2__orders_shop.sql:7 foreign key violation (23503)");
  }
}
