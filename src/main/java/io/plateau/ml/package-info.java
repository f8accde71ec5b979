/** Estimators and models for spark.ml pipelines. Depends on {@code engine} and what lies below. */
package io.plateau.ml;
