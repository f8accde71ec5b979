package io.plateau.ml

import io.plateau.engine.{TrainingResult, TrainingTime}
import io.plateau.train.{History, Stop}

/** How a training went, beside what its model measures. */
trait TrainingSummary {
  /** All of it, for programs. */
  def result(): TrainingResult

  /** Every epoch. */
  def history(): History = result().state().history()

  /** Mean training loss of each epoch. */
  def objectiveHistory(): Array[Double] = history().epochs().stream().mapToDouble(_.trainLoss()).toArray

  /** Mean loss on the validation rows after each epoch; empty without any. */
  def validationHistory(): Array[Double] =
    history().epochs().stream().flatMapToDouble(_.validationLoss().stream()).toArray

  /** Epochs trained; with l-bfgs iterations. */
  def totalIterations(): Int = history().size()

  /** The epoch, from 1, whose weights the model has. */
  def bestEpoch(): Int = result().state().keptEpoch()

  /** Why training ended. */
  def stop(): Stop = result().state().stop()

  /** Seconds all epochs took together. */
  def seconds(): Double = history().seconds()

  /** The seconds of the epochs made by this fit, split into compute, waiting and driver. */
  def time(): TrainingTime = result().time()

  /** All of it as one JSON object, for callers in other languages. */
  def json(): String = SummaryJson.of(result())
}
