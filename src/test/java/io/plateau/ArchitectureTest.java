package io.plateau;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDDLike;
import org.junit.jupiter.api.Test;

/** Who may know whom. The picture is in the README. */
@AnalyzeClasses(packages = "io.plateau", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] PURE = {
    "io.plateau.math..",
    "io.plateau.nn..",
    "io.plateau.optim..",
    "io.plateau.train..",
    "io.plateau.spec..",
    "io.plateau.onnx.."
  };

  /** Files of a room, package-info counted. */
  private static final int MOST = 35;

  /** Each room with the rooms it may know, those below it. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          room("math"),
          room("nn.choice"),
          room("nn.loss", "nn.choice", "math"),
          room("nn.initial", "math"),
          room("nn.activation", "nn.initial", "nn.choice", "math"),
          room("nn", "nn.activation", "nn.initial", "nn.loss", "nn.choice", "math"),
          room("nn.column", "nn", "nn.choice", "math"),
          room("table", "math"),
          room("table.fit", "table", "math"),
          room("optim", "math"),
          room("train", "optim", "math"),
          room(
              "spec",
              "table",
              "train",
              "optim",
              "nn.choice",
              "nn.initial",
              "nn.activation",
              "nn",
              "nn.loss",
              "nn.column",
              "math"),
          room("store", "train", "table", "math"),
          room("score", "model", "table", "nn.column", "nn.activation", "nn", "nn.loss", "math"),
          room("model", "store", "table", "nn.column", "nn.activation", "nn", "nn.loss", "math"),
          room(
              "onnx",
              "model",
              "store",
              "table",
              "nn.column",
              "nn.activation",
              "nn",
              "nn.loss",
              "math"),
          room("files"),
          room("frame", "table", "spec", "math"),
          room("checkpoint", "files", "store", "train", "optim"),
          room("engine.shard", "store", "train", "nn", "nn.loss", "math"),
          room("engine.threads"),
          room(
              "engine.round",
              "engine.threads",
              "engine.shard",
              "spec",
              "train",
              "optim",
              "nn",
              "nn.loss",
              "math"),
          room(
              "engine",
              "engine.round",
              "engine.threads",
              "engine.shard",
              "checkpoint",
              "spec",
              "train",
              "optim",
              "nn.initial",
              "nn",
              "nn.loss",
              "math"),
          room("ml.params", "engine", "checkpoint", "spec", "table", "train"),
          room(
              "ml.fit",
              "frame",
              "ml.params",
              "engine",
              "engine.shard",
              "store",
              "table",
              "spec",
              "train",
              "nn.column",
              "nn",
              "nn.loss",
              "math"),
          room(
              "ml.predict",
              "frame",
              "model",
              "ml.fit",
              "scan",
              "table",
              "engine.shard",
              "train",
              "nn",
              "nn.loss",
              "math"),
          room(
              "ml.table",
              "math",
              "train",
              "spec",
              "table",
              "table.fit",
              "frame",
              "scan",
              "ml.fit",
              "ml.params"),
          room("ml.persist", "files", "model", "store"),
          room("scan", "frame", "engine.shard", "table.fit", "table", "train", "math"),
          room(
              "ml",
              "ml.table",
              "frame",
              "files",
              "onnx",
              "report",
              "model",
              "scan",
              "table",
              "store",
              "engine.shard",
              "ml.params",
              "ml.fit",
              "ml.predict",
              "ml.persist",
              "evaluation",
              "engine",
              "spec",
              "train",
              "nn",
              "nn.loss",
              "math"),
          room("job", "spec", "table", "nn.loss", "math"),
          room(
              "evaluation",
              "engine",
              "frame",
              "table.fit",
              "table",
              "engine.shard",
              "engine.threads",
              "train",
              "nn.activation",
              "nn",
              "nn.loss",
              "math"),
          room("data.idx", "train"),
          room(
              "data.source",
              "frame",
              "data.idx",
              "job",
              "scan",
              "engine.shard",
              "table",
              "train",
              "math"),
          room(
              "data.column",
              "frame",
              "data.source",
              "job",
              "scan",
              "table.fit",
              "table",
              "spec",
              "train",
              "nn.loss",
              "math"),
          room("data.check", "data.column", "data.source", "job", "scan", "table", "spec", "train"),
          room(
              "data",
              "engine",
              "frame",
              "data.check",
              "data.column",
              "nn.column",
              "ml",
              "scan",
              "table.fit",
              "table",
              "data.source",
              "evaluation",
              "engine.shard",
              "job",
              "spec",
              "train",
              "nn",
              "nn.loss",
              "math"),
          room("surface", "job", "spec", "optim", "nn.activation", "nn", "nn.loss", "math"),
          room("report", "files", "store", "nn.loss", "math"),
          room(
              "run.folder",
              "math",
              "nn.loss",
              "nn",
              "train",
              "store",
              "files",
              "checkpoint",
              "model",
              "ml.persist",
              "onnx",
              "job",
              "report"),
          room(
              "run",
              "run.folder",
              "frame",
              "report",
              "data",
              "data.column",
              "data.source",
              "table",
              "evaluation",
              "job",
              "spec",
              "ml",
              "engine",
              "engine.shard",
              "checkpoint",
              "store",
              "train",
              "nn.column",
              "nn",
              "nn.loss",
              "math"),
          room(
              "run.local",
              "run.folder",
              "frame",
              "score",
              "model",
              "data",
              "data.column",
              "data.source",
              "table",
              "evaluation",
              "job",
              "spec",
              "nn",
              "nn.loss"),
          room(
              "cli",
              "run.folder",
              "run",
              "run.local",
              "report",
              "surface",
              "job",
              "spec",
              "engine",
              "checkpoint",
              "store",
              "train",
              "math"));

  private static Map.Entry<String, Set<String>> room(String name, String... below) {
    return Map.entry(name, Set.of(below));
  }

  @ArchTest static final ArchTests FILES_ARE_NOT_CODE = ArchTests.in(FilesAreNotCodeTest.class);

  @ArchTest
  static void roomsKnowWhatIsBelowThem(JavaClasses all) {
    ROOMS.forEach(
        (name, below) ->
            classes()
                .that()
                .resideInAPackage("io.plateau." + name)
                .should()
                .onlyDependOnClassesThat(
                    not(resideInAPackage("io.plateau.."))
                        .or(resideInAPackage("io.plateau." + name))
                        .or(resideInAnyPackage(packages(below))))
                .check(all));
  }

  @ArchTest
  static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
      slices().matching("io.plateau.(**)").should().beFreeOfCycles();

  /** A rule about no class holds whatever happens, and a room without a rule may know anything. */
  @ArchTest
  static void everyRoomHasARule(JavaClasses all) {
    assertThat(
            all.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("io.plateau"))
                .map(name -> name.substring("io.plateau.".length())))
        .containsAll(ROOMS.keySet())
        .isSubsetOf(ROOMS.keySet());
  }

  /**
   * An arrow that nothing needs is open for one that nobody decided on. Classes do not show whose
   * constants the compiler has copied, imports do not show whose methods are called in a chain.
   */
  @ArchTest
  static void everyRoomKnowsWhatItMay(JavaClasses all) throws IOException {
    Map<String, Set<String>> known = new HashMap<>();
    for (JavaClass type : all) {
      Set<String> own = known.computeIfAbsent(type.getPackageName(), room -> new HashSet<>());
      type.getDirectDependenciesFromSelf()
          .forEach(target -> own.add(target.getTargetClass().getPackageName()));
    }
    Pattern room = Pattern.compile("(?m)^package (io\\.plateau\\.[a-z.]+)");
    Pattern imported = Pattern.compile("import (?:static )?(io\\.plateau\\.[a-z.]+)\\.[A-Z]");
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/plateau"))) {
      for (Path source : sources.filter(ArchitectureTest::isSource).toList()) {
        String text = Files.readString(source);
        room.matcher(text)
            .results()
            .map(own -> known.get(own.group(1)))
            .forEach(own -> imported.matcher(text).results().forEach(of -> own.add(of.group(1))));
      }
    }
    ROOMS.forEach(
        (name, below) ->
            assertThat(known.get("io.plateau." + name)).containsAll(List.of(packages(below))));
  }

  private static boolean isSource(Path path) {
    return path.toString().matches(".*\\.(java|scala)");
  }

  /** The page names for each room those that it may know, all above it. */
  @Test
  void thePageHasTheRules() throws IOException {
    Pattern row = Pattern.compile("\\| `io\\.plateau\\.([a-z.]+)` \\|.*\\|([^|]*)\\|");
    Map<String, Set<String>> named = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("src/site/markdown/architecture.md"))) {
      Matcher room = row.matcher(line);
      if (room.matches()) {
        Set<String> below =
            Pattern.compile("`([a-z.]+)`")
                .matcher(room.group(2))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
        assertThat(named.keySet()).as(room.group(1)).containsAll(below);
        named.put(room.group(1), below);
      }
    }
    assertThat(named).isEqualTo(ROOMS);
  }

  /**
   * A room with more files than a newcomer takes in at a glance is two rooms. The sources are
   * counted, since a folder of classes may have some left of which the source has moved.
   */
  @Test
  void noRoomIsCrowded() throws IOException {
    Map<Path, Long> files;
    try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
      files =
          sources
              .filter(ArchitectureTest::isSource)
              .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    }
    assertThat(files).hasSizeGreaterThan(ROOMS.size() / 2);
    assertThat(files).allSatisfy((room, own) -> assertThat(own).isLessThanOrEqualTo(MOST));
  }

  private static String[] packages(Set<String> rooms) {
    return rooms.stream().map(room -> "io.plateau." + room).toArray(String[]::new);
  }

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
  static final ArchRule TABLES_NEED_THE_JDK_ALONE =
      noClasses()
          .that()
          .resideInAPackage("io.plateau.table..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("io.plateau.table..", "io.plateau.math..", "java..")
          .because("a row is encoded where there is nothing but a model's folder, too");

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
  static final ArchRule ONLY_ML_AND_RUNS_KNOW_SQL =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.plateau.ml..",
              "io.plateau.frame..",
              "io.plateau.scan..",
              "io.plateau.data..",
              "io.plateau.evaluation..",
              "io.plateau.run..",
              "io.plateau.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark.sql..", "org.apache.spark.ml..")
          .because("the engine trains on RDDs of packed rows");

  /** What neither takes a function nor gives Spark one of its own; two are of CachedRdd. */
  private static final Set<String> WITHOUT_FUNCTIONS =
      Set.of(
          "<init>",
          "cached",
          "cartesian",
          "classTag",
          "coalesce",
          "context",
          "fromJavaRDD",
          "getNumPartitions",
          "of",
          "partitionBy",
          "persist",
          "rdd",
          "repartitionAndSortWithinPartitions",
          "setName",
          "union",
          "unpersist");

  @ArchTest
  static final ArchRule FUNCTIONS_FOR_SPARK_HAVE_CLASSES_WITH_NAMES =
      noClasses()
          .should()
          .accessTargetWhere(
              target(owner(assignableTo(JavaRDDLike.class)))
                  .and(
                      describe(
                          "a method of functions",
                          access -> !WITHOUT_FUNCTIONS.contains(access.getTarget().getName()))))
          .because("Spark reads the bytecode around lambdas of Scala; TaskRdds has none");

  @ArchTest
  static final ArchRule JOB_FILES_KNOW_NO_SPARK =
      noClasses()
          .that()
          .resideInAPackage("io.plateau.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "io.plateau.data..")
          .because("a job file is checked before Spark starts");

  @ArchTest
  static final ArchRule CHECKPOINTS_KNOW_NO_SPARK =
      noClasses()
          .that()
          .resideInAPackage("io.plateau.checkpoint..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..")
          .because("a checkpoint is read wherever Hadoop's files are");

  @ArchTest
  static final ArchRule CODECS_KNOW_NO_FILE_SYSTEM =
      noClasses()
          .that()
          .resideInAPackage("io.plateau.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "java.nio.file..")
          .because("codecs turn values into bytes and back; others bring the bytes");

  @ArchTest
  static final ArchRule RANDOMNESS_IS_KEYED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .because("io.plateau.math.Key draws everything");

  /** A caller who counts further than this has mixed up two arguments. */
  private static final int ARGUMENTS = 5;

  /** BLAS' own order of arguments, and the inner loop that only separate arrays make fast. */
  private static final Set<String> KERNELS =
      Set.of("io.plateau.math.Blas.sgemm", "io.plateau.score.Product.add");

  /**
   * An array with the index where a part of it begins counts as one argument; records, whose
   * components have names where they are declared, are not counted.
   */
  @ArchTest
  static void callsHaveFewArguments(JavaClasses all) {
    List<String> wide =
        all.stream()
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
            .filter(unit -> !unit.isConstructor() || !unit.getOwner().isRecord())
            .filter(unit -> arguments(unit) > ARGUMENTS)
            .map(unit -> unit.getOwner().getName() + "." + unit.getName())
            .filter(name -> !KERNELS.contains(name))
            .toList();
    assertThat(wide).isEmpty();
  }

  private static int arguments(JavaCodeUnit unit) {
    // The compiler gives those of an enum a name and a number before all others
    int count = unit.isConstructor() && unit.getOwner().isEnum() ? -2 : 0;
    boolean array = false;
    for (JavaClass type : unit.getRawParameterTypes()) {
      boolean index = array && type.isEquivalentTo(int.class);
      count += index ? 0 : 1;
      array = !index && type.isArray();
    }
    return count;
  }
}
