package io.plateau.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jar that an application is given, which {@code mvn process-classes} makes. */
class ScoreJarTest {
  private static final long MOST_BYTES = 400_000;

  private static final Path JAR = Path.of("target/score/plateau-score.jar");

  @BeforeAll
  static void isMade() {
    assertThat(JAR).as("made by mvn process-classes").exists();
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(JAR)).isLessThanOrEqualTo(MOST_BYTES);
  }

  /** All that a class names is in the jar or in the base module of the JDK. */
  @Test
  void needsNothingButTheJdk() throws IOException {
    JavaClasses own;
    try (JarFile opened = new JarFile(JAR.toFile())) {
      assertThat(opened.stream().map(entry -> entry.getName()))
          .allMatch(name -> name.matches("META-INF/.*|io/|io/plateau/.*"));
      own = new ClassFileImporter().importJar(opened);
    }
    Set<String> names =
        own.stream().map(JavaClass::getFullName).collect(Collectors.toCollection(TreeSet::new));
    assertThat(names).contains("io.plateau.score.Scorer").hasSizeGreaterThan(100);
    Set<String> others =
        own.stream()
            .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
            .map(each -> each.getTargetClass().getBaseComponentType().getFullName())
            .filter(name -> !names.contains(name) && !isOfTheBase(name))
            .collect(Collectors.toCollection(TreeSet::new));
    // The door to native products is never opened: a scorer multiplies by itself
    assertThat(others).containsExactly("io.plateau.math.Blas");
  }

  private static boolean isOfTheBase(String name) {
    try {
      return Class.forName(name, false, null).getModule().getName().equals("java.base");
    } catch (ClassNotFoundException e) {
      return Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double", "void")
          .contains(name);
    }
  }

  /** With no class of this test's class path but those of the jar. */
  @Test
  void answersAlone() throws Exception {
    URL[] path = {JAR.toUri().toURL()};
    try (URLClassLoader alone = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Class<?> scorer = alone.loadClass("io.plateau.score.Scorer");
      Object loaded =
          scorer
              .getMethod("load", Path.class)
              .invoke(null, Path.of("src/test/resources/golden/format-2/classifier"));
      float[] answers = new float[3];
      scorer
          .getMethod("score", float[].class, float[].class)
          .invoke(loaded, new float[] {-1, 0, 1, 0.5f}, answers);
      float[] expected = new float[3];
      Scorer.load(Path.of("src/test/resources/golden/format-2/classifier"))
          .score(new float[] {-1, 0, 1, 0.5f}, expected);
      assertThat(answers).containsExactly(expected);
      assertThat(Arrays.stream(new double[] {answers[0], answers[1], answers[2]}).sum())
          .isBetween(0.999999, 1.000001);
    }
  }
}
