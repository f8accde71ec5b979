package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Modifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import py4j.reflection.ReflectionEngine;

/**
 * py4j, by which Python calls Java, looks for a method in a class, in its superclasses and in the
 * interfaces that these name themselves, but not in those that interfaces extend.
 */
class PythonCallsTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        NeuralNetworkClassifier.class,
        NeuralNetworkClassificationModel.class,
        NeuralNetworkRegressor.class,
        NeuralNetworkRegressionModel.class,
        TableEncoder.class,
        TableEncoderModel.class,
        TabularClassifier.class,
        TabularClassificationModel.class,
        TabularRegressor.class,
        TabularRegressionModel.class,
        ClassificationTrainingSummary.class,
        BinaryClassificationTrainingSummary.class,
        RegressionTrainingSummary.class
      })
  void findAllMethods(Class<?> stage) {
    ReflectionEngine engine = new ReflectionEngine();
    assertThat(stage.getMethods())
        .filteredOn(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
        .allSatisfy(
            method ->
                assertThatCode(
                        () -> engine.getMethod(stage, method.getName(), method.getParameterTypes()))
                    .doesNotThrowAnyException());
  }
}
