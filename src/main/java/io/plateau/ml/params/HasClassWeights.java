package io.plateau.ml.params;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;

/** The params by which classes weigh differently. */
public interface HasClassWeights extends HasNetworkParams {
  default Param<String> classWeight() {
    return declared().get("classWeight");
  }

  default DoubleArrayParam classWeights() {
    return declared().get("classWeights");
  }

  default String getClassWeight() {
    return getOrDefault(classWeight());
  }

  default double[] getClassWeights() {
    return getOrDefault(classWeights());
  }
}
