package io.plateau;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.plateau.engine.shard.TaskBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import org.junit.jupiter.api.Test;

/**
 * Nothing that is read from a file can become code: no objects, no classes by name. The rules are
 * checked by {@link ArchitectureTest}, for which all classes are read.
 */
class FilesAreNotCodeTest {
  @ArchTest
  static final ArchRule NO_OBJECTS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(TaskBytes.class.getName())
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class)
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.beans\\.XMLDecoder|com\\.esotericsoftware\\..*|org\\.yaml\\.snakeyaml\\.constructor\\..*")
          .because("a stream of objects runs whatever it names");

  /** What tasks of this application send is no file: Spark would read it in the same way. */
  @ArchTest
  static final ArchRule OBJECTS_OF_TASKS_ALONE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.plateau.store..",
              "io.plateau.checkpoint..",
              "io.plateau.ml.persist..",
              "io.plateau.job..",
              "io.plateau.run..",
              "io.plateau.report..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(TaskBytes.class)
          .because("these read files");

  @ArchTest
  static final ArchRule NO_TYPES_IN_JSON =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "com\\.fasterxml\\.jackson\\.annotation\\.JsonTypeInfo.*|com\\.fasterxml\\.jackson\\.databind\\.jsontype\\..*")
          .orShould()
          .accessTargetWhere(named("activateDefaultTyping", "enableDefaultTyping"))
          .because("polymorphic JSON instantiates what the file says");

  @ArchTest
  static final ArchRule NO_CLASSES_BY_NAME =
      noClasses()
          .that()
          // Finds libraries that may be missing, by names in its own source.
          .haveNameNotMatching("io\\.plateau\\.math\\.BundledOpenBlas.*")
          .should()
          .accessTargetWhere(
              named(
                  "forName", "loadClass", "findClass", "defineClass", "load", "loadAs", "loadAll"))
          .because("tables give objects by name, and know them all");

  private static DescribedPredicate<JavaAccess<?>> named(String... names) {
    return DescribedPredicate.describe(
        "a call of " + String.join(" or ", names),
        access ->
            java.util.Set.of(names).contains(access.getTarget().getName())
                && !access.getTarget().getOwner().getName().startsWith("io.plateau.")
                // Character sets, BLAS and the like also have a forName.
                && access
                    .getTarget()
                    .getOwner()
                    .getName()
                    .matches("java\\.lang\\.Class(Loader)?|(com\\.fasterxml|org\\.yaml)\\..*"));
  }

  /** A class that does all of it, so that the rules are seen to find it. */
  static final class Guilty {
    Object read(byte[] bytes) throws IOException, ClassNotFoundException {
      try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
        return in.readObject();
      }
    }

    Object json(ObjectMapper mapper) {
      return mapper.activateDefaultTyping(mapper.getPolymorphicTypeValidator());
    }

    Class<?> named(String name) throws ClassNotFoundException {
      return Class.forName(name);
    }
  }

  @Test
  void theRulesFindWhatTheyForbid() {
    JavaClasses guilty = new ClassFileImporter().importClasses(Guilty.class);
    for (ArchRule rule : new ArchRule[] {NO_OBJECTS, NO_TYPES_IN_JSON, NO_CLASSES_BY_NAME}) {
      assertThatThrownBy(() -> rule.check(guilty)).isInstanceOf(AssertionError.class);
    }
  }
}
