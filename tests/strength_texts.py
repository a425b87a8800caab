"""What apps and people write about sets, with its meaning: (text, [(exercise, reps, kg, how many), …]).

Exercises in lower case; None where the text names none. Kilograms None: no load, or the body's own. Warm-ups are marked
by a fifth True. Labelled by reading, not by running the code.
"""

LB = 0.45359237

HEVY = """Logged with hevyapp.com

Squat (Barbell)
Set 1: 50 kg x 5 (warmup)
Set 2: 100 kg x 5
Set 3: 102.5 kg x 3 [Failure]

Pull Up
Set 1: 12 reps
Set 2: 10 reps

Pull Up (Weighted)
Set 1: +20 kg x 5 @ 8.5 rpe

Deadlift (Barbell)
Set 1: 175 lbs x 7"""
STRONG = """Bench Press (Barbell)
W1: 20 kg × 5 [Warm-up]
Set 1: 80 kg × 5
Set 2: 80,5 kg × 5 @ 8

Overhead Press (Barbell)
Set 1: 95 lb × 5

https://link.strong.app/abcdefgh"""

CASES = [
    (HEVY,
     [("squat (barbell)", 5, 50, 1, True), ("squat (barbell)", 5, 100, 1), ("squat (barbell)", 3, 102.5, 1),
      ("pull up", 12, None, 1),
            ("pull up", 10, None, 1), ("pull up (weighted)", 5, 20, 1), ("deadlift (barbell)", 7, 175 * LB, 1)]),
    (STRONG,
     [("bench press (barbell)", 5, 20, 1, True), ("bench press (barbell)", 5, 80, 1),
      ("bench press (barbell)", 5, 80.5, 1),
              ("overhead press (barbell)", 5, 95 * LB, 1)]),
    ("Squat\nSet 1: 100 kg x 5\nSet 2: 100 kg x 5", [("squat", 5, 100, 2)]),
    ("Plank\nSet 1: 45s", [("plank", None, None, 1)]),
    ("Kniebeuge\nSatz 1: 100 kg x 5\nSatz 2: 100 kg x 4", [("kniebeuge", 5, 100, 1), ("kniebeuge", 4, 100, 1)]),
    ("Bench\n1) 80kg x 5\n2) 85kg x 3", [("bench", 5, 80, 1), ("bench", 3, 85, 1)]),
    ("squat 5x5 @ 100kg", [("squat", 5, 100, 5)]),
    ("Squat 5 x 5 100 kg", [("squat", 5, 100, 5)]),
    ("5x5 @ 100kg", [(None, 5, 100, 5)]),
    ("5×5 @ 100 kg back squat", [("back squat", 5, 100, 5)]),
    ("3x5 squat 225 lb", [("squat", 5, 225 * LB, 3)]),
    ("5x5 back squat @ 225#", [("back squat", 5, 225 * LB, 5)]),
    ("10 @ 135 lbs, 8 @ 155 lbs", [(None, 10, 135 * LB, 1), (None, 8, 155 * LB, 1)]),
    ("Bench: 10 @ 135 lbs, 8 @ 155 lbs, 5 @ 175 lbs",
     [("bench", 10, 135 * LB, 1), ("bench", 8, 155 * LB, 1), ("bench", 5, 175 * LB, 1)]),
    ("Bench 100kg: 5, 5, 4", [("bench", 5, 100, 2), ("bench", 4, 100, 1)]),
    ("Squat 100kg 5/5/4", [("squat", 5, 100, 2), ("squat", 4, 100, 1)]),
    ("Deadlift 140 kg x 5, 5, 3", [("deadlift", 5, 140, 2), ("deadlift", 3, 140, 1)]),
    ("Deadlift 140kg x 5", [("deadlift", 5, 140, 1)]),
    ("Deadlift 5x140kg", [("deadlift", 5, 140, 1)]),
    ("Deadlift 3x5x140kg", [("deadlift", 5, 140, 3)]),
    ("Deadlift 3 x 5 x 140 kg", [("deadlift", 5, 140, 3)]),
    ("140kg x 5 x 3 deadlift", [("deadlift", 5, 140, 3)]),
    ("Deadlift: 140kg for 3 sets of 5", [("deadlift", 5, 140, 3)]),
    ("Deadlift 3 sets of 5 at 140kg", [("deadlift", 5, 140, 3)]),
    ("3 sets of 5 reps squat @ 100kg", [("squat", 5, 100, 3)]),
    ("Squat 4 sets x 6 reps 90 kg", [("squat", 6, 90, 4)]),
    ("Squat 102,5 kg 3x5", [("squat", 5, 102.5, 3)]),
    ("Squat 3x5 @ 102,5 kg", [("squat", 5, 102.5, 3)]),
    ("deadlift 3x5 @ 102,5", [("deadlift", 5, 102.5, 3)]),
    ("Squat 3x5 @102.5kg", [("squat", 5, 102.5, 3)]),
    ("Squat 5x5, 100 kg", [("squat", 5, 100, 5)]),
    ("Squat 5x5 @ 100kg, Bench 3x8 @ 60kg", [("squat", 5, 100, 5), ("bench", 8, 60, 3)]),
    ("Squat 5x5 @ 100kg; bench 3x8 @ 60kg; row 3x10 @ 50kg",
     [("squat", 5, 100, 5), ("bench", 8, 60, 3), ("row", 10, 50, 3)]),
    ("Squat 5x5 100kg and bench 3x5 80kg", [("squat", 5, 100, 5), ("bench", 5, 80, 3)]),
    ("Squat\n5 x 100kg\n3 x 110kg\n\nBench\n3x8 60kg",
     [("squat", 5, 100, 1), ("squat", 3, 110, 1), ("bench", 8, 60, 3)]),
    ("Squat:\n- 60kg x 5 (warm-up)\n- 100kg x 5\n- 100kg x 5", [("squat", 5, 60, 1, True), ("squat", 5, 100, 2)]),
    ("A1: Squat 3x5 @ 100kg\nA2: Row 3x8 @ 60kg", [("squat", 5, 100, 3), ("row", 8, 60, 3)]),
    ("A1) Squat 3x5 @ 100kg\nA2) Row 3x8 @ 60kg", [("squat", 5, 100, 3), ("row", 8, 60, 3)]),
    ("1. Squat 5x5 @ 100kg\n2. Bench 5x5 @ 80kg", [("squat", 5, 100, 5), ("bench", 5, 80, 5)]),
    ("• Squat 5x5 @ 100kg\n• Bench 5x5 @ 80kg", [("squat", 5, 100, 5), ("bench", 5, 80, 5)]),
    ("Bench 3x8 80kg -> 60kg x 8", [("bench", 8, 80, 3), ("bench", 8, 60, 1)]),
    ("3x10 pull-ups", [("pull-ups", 10, None, 3)]),
    ("Pull ups 3x8 BW", [("pull ups", 8, None, 3)]),
    ("BW x 10 dips", [("dips", 10, None, 1)]),
    ("Weighted pull ups 3x5 +20kg", [("weighted pull ups", 5, 20, 3)]),
    ("Push ups 3 sets of 20", [("push ups", 20, None, 3)]),
    ("Squat 3x5 @ 100kg RPE 8", [("squat", 5, 100, 3)]),
    ("Squat 3x5 @ 100kg @ 8", [("squat", 5, 100, 3)]),
    ("Squat 5x3 @ RPE 9", [("squat", 3, None, 5)]),
    ("Squat 5x5 @ 8", [("squat", 5, None, 5)]),
    ("Front squat 3 x 6-8 @ 70 kg", [("front squat", 8, 70, 3)]),
    ("3х5х100 кг присед", [("присед", 5, 100, 3)]),
    ("Присед 5х5 100кг\nЖим лежа 3х8 70 кг", [("присед", 5, 100, 5), ("жим лежа", 8, 70, 3)]),
    ("Kniebeuge 3 Sätze à 5 Wdh mit 100 kg", [("kniebeuge", 5, 100, 3)]),
    ("Kreuzheben 5x5 mit 120kg\nBankdrücken 3x8 70kg", [("kreuzheben", 5, 120, 5), ("bankdrücken", 8, 70, 3)]),
    ("Développé couché 3 séries de 8 à 70 kg", [("développé couché", 8, 70, 3)]),
    ("Soulevé de terre 5x3 140kg", [("soulevé de terre", 3, 140, 5)]),
    ("Sentadilla 5x5 con 100 kg", [("sentadilla", 5, 100, 5)]),
    ("Peso muerto 3 series de 5 repeticiones con 120 kg", [("peso muerto", 5, 120, 3)]),
    ("スクワット 100kg 5回 3セット", [("スクワット", 5, 100, 3)]),
    ("squat 225lb x5, 245lb x3", [("squat", 5, 225 * LB, 1), ("squat", 3, 245 * LB, 1)]),
    ("Squat 5+ @ 100kg", [("squat", 5, 100, 1)]),
    ("Bench 3x5+ 80kg", [("bench", 5, 80, 3)]),
    ("Squat 20kg x 10 warmup, 100kg x 5", [("squat", 10, 20, 1, True), ("squat", 5, 100, 1)]),
    ("Warm-up: 3x10 squat 20kg\nSquat 5x5 100kg", [("squat", 10, 20, 3, True), ("squat", 5, 100, 5)]),
    ("Squats - 5x5 - 100kg", [("squats", 5, 100, 5)]),
    ("Squats (5x5) 100kg", [("squats", 5, 100, 5)]),
    ("Bench press 3x5 80 kgs, felt good", [("bench press", 5, 80, 3)]),
    ("Good session.\n\nSquat 5x5 100kg\n\nSlept badly, 2 coffees", [("squat", 5, 100, 5)]),
    ("Leg press 200kg 3x10", [("leg press", 10, 200, 3)]),
    ("Barbell row 3x8@60kg", [("barbell row", 8, 60, 3)]),
    ("Hip thrust 4x6 120KG", [("hip thrust", 6, 120, 4)]),
    ("SQUAT 5X5 @ 100KG", [("squat", 5, 100, 5)]),
    ("Back Squat: 60x5, 80x5, 100x5, 100x5",[("back squat",5,60,1),("back squat",5,80,1),("back squat",5,100,2)]),
    ("Squat 5@100 5@105 3@110kg",[("squat",5,100,1),("squat",5,105,1),("squat",3,110,1)]),
    ("DL 1x5 @ 315lbs",[("dl",5,315*LB,1)]),
    ("Squats: 3 sets, 5 reps, 100kg",[("squats",5,100,3)]),
    ("Squat 5 reps x 100kg x 3 sets",[("squat",5,100,3)]),
    ("Bench Press 3 x 5 (80 kg)",[("bench press",5,80,3)]),
    ("Trap bar deadlift 4 x 4 @ 130 kg\nSplit squats 3 x 8 each leg 2x20 kg\nCalf raises 3 x 15",
     [("trap bar deadlift",4,130,4),("split squats",8,20,3),("calf raises",15,None,3)]),
    ("Squat 80kg 3 x 6\nRDL 90kg 3 x 6\nPull-ups 3 x 6",[("squat",6,80,3),("rdl",6,90,3),("pull-ups",6,None,3)]),
    ("Warm up row 10 min\n\nDeadlift 5x3 @ 140",[("deadlift",3,140,5)]),
    ("Squat 3x5@225lbs, RDL 3x8@185lbs, Lunges 3x10@50lbs",
     [("squat",5,225*LB,3),("rdl",8,185*LB,3),("lunges",10,50*LB,3)]),
    ("Kettlebell swings 5x20 24kg",[("kettlebell swings",20,24,5)]),
    ("5 sets of 5 squats at 100 kg, 3 sets of 8 rows at 60 kg",[("squats",5,100,5),("rows",8,60,3)]),
    ("Heavy day! Squat 6x3 120kg. Bench 6x3 90kg.",[("squat",3,120,6),("bench",3,90,6)]),
    ("Goblet Squat\nSet 1: 24 kg x 12\nSet 2: 24 kg x 12\n\nPlank\nSet 1: 1min 0s",
     [("goblet squat",12,24,2),("plank",None,None,1)]),
    ("Hip thrusts 100kgx6x4",[("hip thrusts",6,100,4)]),
    ("3 rounds: 10 push-ups, 10 squats, 10 sit-ups",[]),
    ("5 rounds of 400m run and 15 thrusters",[]),
    ("Tabata 8 x 20s on 10s off",[]),
    ("Bike 10 min, then squat 3x5 100kg",[("squat",5,100,3)]),
    ("Squat 3x5 100 kg 🔥🔥 PR!",[("squat",5,100,3)]),
    ("Squat: 5/5/5 @ 100kg",[("squat",5,100,3)]),
    ("Squat 100x5x5",[("squat",5,100,5)]),
    ("Bench 3*8*60kg",[("bench",8,60,3)]),
    ("Leg Press - 3 x 10 - 150 kg",[("leg press",10,150,3)]),
    ("Squat 5x5x225lb",[("squat",5,225*LB,5)]),
    ("Bench: 185lbs 5,5,5,4,4",[("bench",5,185*LB,3),("bench",4,185*LB,2)]),
    ("OHP 50kg 3x5 @RPE7",[("ohp",5,50,3)]),
    ("4 x 8 bulgarian split squat 16kg per hand",[("bulgarian split squat",8,16,4)]),

    ("6x400m", []),
    ("5 x 1 km @ 4:10", []),
    ("5x1km @ 4:10", []),
    ("10x100m strides", []),
    ("4x4 min hard", []),
    ("6 x 3' @ 10k pace", []),
    ("3x10 min tempo", []),
    ("8x200", []),
    ("5x1000 @ 3:45", []),
    ("4 x 800 m, 400 m jog", []),
    ("3 x 1 mile", []),
    ("10x30\"/30\"", []),
    ("12x60 sec hills", []),
    ("4x4 Norwegian intervals", []),
    ("10 x 1 min on/off", []),
    ("Felt strong. 45 minutes.", []),
    ("HR 120 avg, 45 min, 300 kcal", []),
    ("Week 3 of 12, day 2", []),
    ("2 dogs, 3 coffees and a 10 km bike commute", []),
    ("https://example.com/5x5-100kg", []),
    ("Total volume 5,400 kg", []),
    ("Bodyweight 72.5 kg this morning", []),
    ("", []),
]  # fmt: skip
