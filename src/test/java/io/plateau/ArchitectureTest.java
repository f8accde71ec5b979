package io.plateau;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.stream.Stream;

/** Who may know whom. The picture is in the README. */
@AnalyzeClasses(packages = "io.plateau", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] PURE = {
    "io.plateau.math..", "io.plateau.nn..", "io.plateau.optim..", "io.plateau.train.."
  };

  @ArchTest static final ArchRule MATH = layer("math");

  @ArchTest static final ArchRule NN = layer("nn", "math");

  @ArchTest static final ArchRule OPTIM = layer("optim", "math");

  @ArchTest static final ArchRule TRAIN = layer("train", "optim", "math");

  @ArchTest static final ArchRule ENGINE = layer("engine", "train", "optim", "nn", "math");

  @ArchTest static final ArchRule ML = layer("ml", "engine", "train", "optim", "nn", "math");

  @ArchTest
  static final ArchRule JOB =
      layer("job", "report", "ml", "engine", "train", "optim", "nn", "math");

  /** Draws networks, but else lives from a finished run's files. */
  @ArchTest static final ArchRule REPORT = layer("report", "nn", "math");

  @ArchTest
  static final ArchRule REPORTS_KNOW_NO_SPARK =
      noClasses()
          .that()
          .resideInAPackage("io.plateau.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..")
          .because("a report is made anew from a run's files, without a cluster");

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NO_SPARK =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..", "org.apache.hadoop..", "org.slf4j..", "org.apache.logging..")
          .because("mathematics is tested and read without a cluster");

  @ArchTest
  static final ArchRule THE_CORE_HAS_NO_CLOCK_AND_NO_FILES =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "java.time..", "java.util.logging..")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .because("a training is a function of rows and job");

  @ArchTest
  static final ArchRule ONLY_ML_AND_JOB_KNOW_SQL =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.plateau.ml..", "io.plateau.job..", "io.plateau.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark.sql..", "org.apache.spark.ml..")
          .because("the engine trains on RDDs of packed rows");

  @ArchTest
  static final ArchRule JOB_FILES_KNOW_NO_SPARK =
      noClasses()
          .that()
          .resideInAPackage("io.plateau.job.file..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "io.plateau.job.data..")
          .because("a job file is checked before Spark starts");

  @ArchTest
  static final ArchRule RANDOMNESS_IS_KEYED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .because("io.plateau.math.Key draws everything");

  /** A rule about no class holds whatever happens; so each layer must have some. */
  @ArchTest
  static void everyLayerIsThere(JavaClasses all) {
    for (String layer :
        Stream.of("math", "nn", "optim", "train", "engine", "ml", "job.file", "job.data", "report")
            .toList()) {
      assertThat(all.stream().filter(resideInAPackage("io.plateau." + layer + "..")))
          .as(layer)
          .hasSizeGreaterThan(2);
    }
  }

  /** A layer uses itself, those it names and what is not ours. */
  private static ArchRule layer(String name, String... below) {
    String own = "io.plateau." + name + "..";
    String[] allowed =
        Stream.concat(Stream.of(own), Stream.of(below).map(layer -> "io.plateau." + layer + ".."))
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("io.plateau..")).or(resideInAnyPackage(allowed)))
        .allowEmptyShould(true);
  }
}
