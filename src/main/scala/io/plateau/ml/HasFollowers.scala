package io.plateau.ml

import io.plateau.train.TrainingListener

/**
 * The setters of who follows the fits of an estimator; neither is saved with it.
 *
 * @tparam E the estimator
 */
trait HasFollowers[E] extends Followed {
  /** Is told of warnings and, by fits of networks, of rounds and epochs, on the driver; null for nobody. */
  def setListener(value: TrainingListener): E = {
    listener = value
    this.asInstanceOf[E]
  }

  /** Lets another thread follow fits, and stop those of networks; null for nobody. */
  def setWatch(value: FitWatch): E = {
    watch = value
    this.asInstanceOf[E]
  }
}
