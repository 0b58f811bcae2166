<?php
return static function ($table, $report): void {};
