package io.plateau.math;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The OpenBLAS that Bytedeco bundles, called through netlib's native door.
 *
 * <p>Bytedeco's own calls copy every heap array to native memory and back, which costs up to two
 * thirds of the speed for the shapes of small networks; netlib's door pins the arrays instead, but
 * looks for a BLAS of the operating system. So netlib is told where Bytedeco has unpacked its
 * library, by the system property it reads when it starts. Spark uses netlib too: it must neither
 * get this library unasked nor have taken another before, hence the private class loader.
 */
final class BundledOpenBlas {
  private static final String PATH_PROPERTY = "dev.ludovic.netlib.blas.nativeLibPath";

  /** Where this JVM has the library of a version, for class loaders after the first. */
  private static final String LIBRARY_PROPERTY = "plateau.blas.openblas.";

  /** Variables of the environment by which OpenBLAS chooses kernels, whose products round apart. */
  private static final List<String> KERNELS = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

  private BundledOpenBlas() {}

  static Blas load() throws ReflectiveOperationException, IOException {
    synchronized (BLAS.class) { // which all class loaders of a JVM share, as they do properties
      letSparkGoFirst();
      Loader.load(openblas_nolapack.class);
      // Executors run one task a core; threads of its own would only compete with them.
      openblas_nolapack.blas_set_num_threads(1);
      String version = Loader.getVersion("org.bytedeco", "openblas");
      return new Blas(door(library(version)), description(version, System.getenv()));
    }
  }

  /** With the variables that make it take other kernels than those of the processor, if any. */
  static String description(String version, Map<String, String> environment) {
    String chosen =
        KERNELS.stream()
            .filter(environment::containsKey)
            .map(name -> ", " + name + "=" + environment.get(name))
            .collect(Collectors.joining());
    return "OpenBLAS %s (bundled, one thread%s)".formatted(version, chosen);
  }

  /**
   * Debian's and Ubuntu's {@code libblas.so.3} calls into a {@code libopenblas.so.0}, which is also
   * what the bundled file calls itself, and the dynamic linker takes the first of that name for
   * both. Of another version, as a rule, the bundled one would crash every other user of the
   * system's BLAS in this process, Spark's own algorithms first. Loaded by its path it stands
   * beside a system's library that came before.
   */
  private static void letSparkGoFirst() {
    try {
      NativeBLAS.getInstance();
    } catch (RuntimeException | LinkageError e) {
      // Without a library of the system Spark multiplies in Java, and there is none to confuse.
    }
  }

  /**
   * Where the library is. Of a second class loader, as each session of a Spark Connect server has
   * one for the jar that it was given, Bytedeco does not load it again, and the first one says.
   */
  private static String library(String version) {
    String property = LIBRARY_PROPERTY + version;
    for (Map.Entry<String, String> loaded : Loader.getLoadedLibraries().entrySet()) {
      if (loaded.getKey().startsWith("openblas")) {
        System.setProperty(property, loaded.getValue());
      }
    }
    String library = System.getProperty(property);
    if (library == null) {
      throw new IllegalStateException(
          "OpenBLAS must be among the loaded libraries, which are "
              + Loader.getLoadedLibraries().keySet());
    }
    return library;
  }

  private static BLAS door(String path) throws ReflectiveOperationException {
    String before = System.getProperty(PATH_PROPERTY);
    System.setProperty(PATH_PROPERTY, path);
    try {
      Constructor<?> constructor =
          new OwnClasses(BLAS.class.getClassLoader(), BundledOpenBlas::isOfNetlib)
              .loadClass("dev.ludovic.netlib.blas.JNIBLAS")
              .getDeclaredConstructor();
      constructor.setAccessible(true);
      return (BLAS) constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("netlib cannot use " + path, e.getCause());
    } finally {
      if (before == null) {
        System.clearProperty(PATH_PROPERTY);
      } else {
        System.setProperty(PATH_PROPERTY, before);
      }
    }
  }

  /** Netlib's classes, but for the interface through which they are called. */
  private static boolean isOfNetlib(String name) {
    return name.startsWith("dev.ludovic.netlib.blas.") && !name.equals(BLAS.class.getName());
  }

  /** Defines some classes anew. */
  static final class OwnClasses extends ClassLoader {
    private final Predicate<String> own;

    OwnClasses(ClassLoader parent, Predicate<String> own) {
      super(parent);
      this.own = own;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!own.test(name)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
