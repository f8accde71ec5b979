package io.plateau.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import io.plateau.cluster.ChildJvm;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlasTest {
  static Stream<Blas> libraries() {
    return Stream.of(Blas.get(), BlasChoice.choose("java"), BlasChoice.choose("native"));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void multipliesAsLoopsDo(Blas blas) {
    Key key = Key.of(1);
    int[][] shapes = {{1, 1, 1}, {3, 2, 5}, {10, 256, 128}, {33, 65, 17}, {128, 31, 200}};
    for (int[] shape : shapes) {
      for (int transposed = 0; transposed < 4; transposed++) {
        check(blas, shape[0], shape[1], shape[2], (transposed & 1) > 0, transposed > 1, key);
      }
    }
  }

  /** The tests' own JVM has no Vector API; one with Spark's options has. */
  @Test
  void theVectorApiMultipliesAsLoopsDo(@TempDir Path folder) {
    try (ChildJvm child =
        ChildJvm.start(
            folder.resolve("vectors.log"), "128m", Map.of(), Vectors.class.getName(), List.of())) {
      assertThat(child.status()).as(child.said()).isZero();
      assertThat(child.said()).contains("netlib VectorBLAS");
    }
  }

  /** As each session of a Spark Connect server has one for the jar that it was given. */
  @Test
  void isTheSameInEachClassLoader() throws Exception {
    List<String> descriptions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ClassLoader own =
          new BundledOpenBlas.OwnClasses(
              BlasTest.class.getClassLoader(),
              name -> name.startsWith("io.plateau.") || name.startsWith("org.bytedeco."));
      Class<?> choice = own.loadClass(BlasChoice.class.getName());
      Field chosen = choice.getDeclaredField("CHOSEN");
      chosen.setAccessible(true);
      descriptions.add((String) chosen.getType().getMethod("description").invoke(chosen.get(null)));
    }
    assertThat(descriptions).containsOnly(Blas.get().description());
  }

  static final class Vectors {
    private Vectors() {}

    public static void main(String... args) {
      Blas vectors = BlasChoice.choose("java");
      System.out.println(vectors.description());
      new BlasTest().multipliesAsLoopsDo(vectors);
    }
  }

  private static void check(Blas blas, int m, int n, int k, boolean ta, boolean tb, Key key) {
    int lda = (ta ? k : m) + 2;
    int ldb = (tb ? n : k) + 1;
    int ldc = m + 3;
    float[] a = random(key.with("a"), 5 + lda * (ta ? m : k));
    float[] b = random(key.with("b"), 4 + ldb * (tb ? k : n));
    float[] c = random(key.with("c"), 3 + ldc * n);
    float[] before = c.clone();
    blas.sgemm(ta, tb, m, n, k, 0.5f, a, 5, lda, b, 4, ldb, 2, c, 3, ldc);
    double[] expected = new double[c.length];
    for (int i = 0; i < c.length; i++) {
      expected[i] = before[i];
    }
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
          double left = a[5 + (ta ? i * lda + p : p * lda + i)];
          double right = b[4 + (tb ? p * ldb + j : j * ldb + p)];
          sum += left * right;
        }
        expected[3 + j * ldc + i] = 0.5 * sum + 2.0 * before[3 + j * ldc + i];
      }
    }
    for (int i = 0; i < c.length; i++) {
      assertThat((double) c[i]).isCloseTo(expected[i], within(1e-6 * k + 1e-6));
    }
  }

  private static float[] random(Key key, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = 2 * key.uniform(i) - 1;
    }
    return values;
  }

  @Test
  void theBundledLibraryLoadsOnItsPlatform() {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"));

    assertThat(BlasChoice.choose("native").description())
        .matches("OpenBLAS [0-9.-]+ \\(bundled, one thread(, OPENBLAS_\\w+=\\w+)*\\)");
  }

  /** They are what tells runs of one machine apart whose weights differ. */
  @Test
  void variablesThatChooseKernelsAreNamed() {
    assertThat(BundledOpenBlas.description("1.2", Map.of("PATH", "/bin")))
        .isEqualTo("OpenBLAS 1.2 (bundled, one thread)");
    assertThat(
            BundledOpenBlas.description(
                "1.2", Map.of("OPENBLAS_L2_SIZE", "512", "OPENBLAS_CORETYPE", "Haswell")))
        .isEqualTo(
            "OpenBLAS 1.2 (bundled, one thread, OPENBLAS_CORETYPE=Haswell, OPENBLAS_L2_SIZE=512)");
  }

  @Test
  void plainJavaIsToBeHadByName() {
    assertThat(BlasChoice.choose("java").description())
        .endsWith("(asked for by -Dplateau.blas=java)");
    assertThatThrownBy(() -> BlasChoice.choose("cuda"))
        .hasMessage("system property plateau.blas must be native or java, got \"cuda\"");
  }

  @Test
  void sparksOwnNetlibIsLeftAlone() {
    Blas bundled = BlasChoice.choose("native");

    assertThat(System.getProperty("dev.ludovic.netlib.blas.nativeLibPath")).isNull();
    assertThat(bundled.netlib().getClass().getClassLoader())
        .isNotSameAs(BLAS.class.getClassLoader());
    assertThat(BLAS.getInstance().getClass().getClassLoader())
        .isSameAs(BLAS.class.getClassLoader());
  }

  /** In matrices so large that a library's own kernels and buffers come into play. */
  @Test
  void sparksOwnBlasStillMultiplies() {
    BlasChoice.choose("native");
    int m = 300;
    int n = 200;
    int k = 400;
    double[] a = new double[m * k];
    double[] b = new double[k * n];
    double[] c = new double[m * n];
    Arrays.setAll(a, i -> i % 11 - 5);
    Arrays.setAll(b, i -> i % 13 - 6);
    BLAS.getInstance().dgemm("N", "N", m, n, k, 1, a, 0, m, b, 0, k, 0, c, 0, m);

    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
          sum += a[p * m + i] * b[j * k + p];
        }
        assertThat(c[j * m + i]).isEqualTo(sum);
      }
    }
  }

  @Test
  void aLibraryThatMultipliesWronglyIsNotUsed() {
    BLAS right = JavaBLAS.getInstance();
    BLAS wrong =
        (BLAS)
            Proxy.newProxyInstance(
                BLAS.class.getClassLoader(),
                new Class<?>[] {BLAS.class},
                (proxy, method, arguments) -> {
                  arguments[12] = 0f; // beta
                  return method.invoke(right, arguments);
                });

    assertThatThrownBy(() -> BlasChoice.verify(new Blas(wrong, "Broken")))
        .hasMessageStartingWith("Broken multiplies wrongly: row 0, column 0 of a product must be ");
  }
}
