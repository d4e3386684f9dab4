"""What a line between two paragraphs of a story is. All lines are invented; none decided a rule by itself."""

from __future__ import annotations

import pytest

from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import BlockKind
from kgbuild.read.blocks import split_blocks
from kgbuild.read.wording import Wording, read_wording

BEFORE = "The harbour board met on Tuesday and agreed to close the northern quay for repairs."
AFTER = "Work is to begin in the spring, the board's chairman said, and will take about a year."

PROMO = """
Also Read: Senate passes flood relief bill after marathon sitting
ALSO READ | Coffee prices climb as Brazil harvest disappoints
Read more: Minister said he would quit if the vote failed
READ: Why the Kestrel dam was never finished
Read Also: Coach fired two days before cup final
Related: How the ferry ran aground
Related articles
RELATED STORIES
Must read | The general who would be king
Watch: Crowds pour into the square after the verdict
WATCH | Prime minister Adeyemi says the border stays open
WATCH Inside the abandoned mine where ten died
Listen: The podcast that explains the coup
See also: Timeline of the hostage crisis
Don't miss: Ten photographs from the eclipse
More on this story
More from World
Most read
Recommended for you
You may also like
Live updates: Ceasefire talks in Doha
Opinion: The treaty was dead on arrival
Explainer: What is a confidence vote?
In pictures: Flooding in the delta
Up next
Advertisement
ADVERTISEMENT
Story continues below advertisement
Sponsored content
Sign up for our daily newsletter
Sign up here to get the Morning Dispatch in your inbox every weekday.
Subscribe now for unlimited access to the Delta Herald
Subscribe to our YouTube channel for breaking news videos.
Get the day's top stories delivered straight to your inbox, from Lagos to London.
Get our free evening briefing, written by our reporters in Nairobi.
Never miss a story with the Herald app.
Never miss a story again: follow our WhatsApp channel.
Download our app for the latest from parliament.
Download the Meridian app and choose your alerts.
Follow us on X, Facebook and Instagram.
Follow the Herald on Telegram for updates from the front
Follow our live coverage of the summit
Like us on Facebook
Join our WhatsApp channel for breaking news
Join the conversation
Join more than 80,000 readers of our weekly letter from Brussels.
Share this article with a friend.
Share this story on WhatsApp
Share
Facebook Twitter WhatsApp Email
Copy link
Add Delta Herald as a preferred source on Google
Add the Calder Times as a trusted source
Click here to read the full statement.
Click to share on Facebook
Tap here to follow the election live
Support our journalism. Become a member today.
Support independent journalism in the valley from as little as two euros a month.
Your support keeps our newsroom open to all.
If you value our reporting, please consider making a donation.
Enjoyed this story? Buy us a coffee.
Have a tip? Write to our reporters in confidence.
Do you have a story to share? Email tips@herald.example
Were you affected by the floods? Tell us about it.
Read the full interview with President Kestner here
Read our guide to the new tax rules
Read all of our coverage of the strike
To read the rest of this article, log in or subscribe.
Already a subscriber? Log in
You have reached your limit of free articles.
Start your free trial
We use cookies to improve your experience on our site.
By continuing to use this site you agree to our use of cookies.
Accept all cookies
All rights reserved.
Copyright © 2026 Delta Herald
© 2026 Calder Press Ltd
This story has been updated with comments from the ministry.
This article was originally published by the Calder Times.
This article has been corrected to give the right year of the treaty.
An earlier version of this article misstated the name of the river.
Correction: The company employs 400 people, not 4,000.
This is a developing story and will be updated.
Editor's note: Some names have been changed.
3 min read
Listen to this article
Image source, Getty Images
Image caption, Rescuers search the ruins in Port Ames on Sunday
Photo: Lina Forsberg
President Kestner greets troops in Varna on Monday. (AP Photo/Lina Forsberg)
Rescuers at the site of the blast on 4 March 2026. [Omar Tal/Reuters]
File photo of the refinery (Photo: Handout)
Leave a comment
12 comments
Turn on notifications to get breaking news first.
The views expressed in this article are the author's own.
Stay up to date with the Herald's election tracker.
What do you think? Have your say below.
Take our quiz: How well do you know the euro?
Our free weekly newsletter brings you the best of the arts pages.
Listen on Spotify
Scan the QR code to join our channel.
Don't forget to follow us on Twitter and Facebook!
Click the link below to read the full report.
Thank you for reading. Please share this article.
Watch our full interview with Minister Kimani on YouTube.
Listen to the latest episode of our podcast.
Join thousands of readers who get our briefing every morning.
We want to hear from you. Write to us at letters@herald.example.
Want the news in your inbox? Subscribe here.
Try the Herald free for 30 days.
Stay tuned for more updates.
Access unlimited articles for $1 a week.
Our app is available on iOS and Android.
Check out our special coverage of the elections.
This story is part of our series on water.
Help us keep journalism free. Donate today.
Get more from the Herald by signing up today.
See our latest videos and photos from the front line.
To subscribe, visit herald.example.
Catch the latest headlines on our Telegram channel.
Receive alerts by activating notifications.
Share your views in the comments below.
Download our free app today!
Forward this newsletter to a friend.
Register for free to continue reading.
You may unsubscribe at any time.
Follow @DeltaHerald for updates.
Like this article? Share it with your friends.
Advertise with us.
Looking for a quick summary? Read the key points here.
Let us know what you think in the comments.
Want to stay informed about Ukraine? Subscribe to our weekly letter.
Delta Herald is now on WhatsApp! Click to join.
Buy the print edition at your local newsagent.
Here's what else is event today.
With your help, we can continue to report from Ukraine.
For the latest on Russia's invasion of Ukraine, visit our live blog.
Never want to miss a scoop from Brussels? Set up alerts now.
Read: Kenya and Uganda sign a water treaty after ten years.
Recommended: Why France left the Sahel.
SEE ALSO: Germany says it will send tanks to Poland by May.
WATCH: "I will not resign," Prime Minister Kestner tells parliament.
Subscribe to Delta Herald's YouTube channel, where Minister Kimani answers your questions on Friday.
Get the Delta Herald newsletter: Russia, Ukraine and the world, every Tuesday.
Tell your friends about this story.
Save this story for later.
You are reading a free article.
Sign in to comment.
Support the Delta Herald's journalism from 3 euros a month.
Become a subscriber and read every story by our Kyiv correspondent.
READ MORE: Russia rejects Ukraine's demand for a ceasefire.
Explore more on these topics
Tap to read the interview with President Kestner.
Need help? Contact our customer service.
Follow Delta Herald journalist Lina Forsberg on X.
Sign up to Delta Herald's Politics Weekly here.
Our newsletters bring you closer to the news.
Discover more stories about Syria on our website.
The Delta Herald is on Telegram: join the channel for news from Gaza.
Missed the debate? Watch the highlights here.
Play our weekly news quiz.
Reporting from Ukraine costs money. Please support us.
If you have been affected by this story, call the helpline.
* * *
———
"""

BYLINES = """
By Lina Forsberg
BY LINA FORSBERG AND OMAR TAL
By Lina Forsberg, Diplomatic Correspondent
By Omar Tal in Varna and Lina Forsberg in Brussels
With reporting by Omar Tal in Varna
Additional reporting by Lina Forsberg; editing by Pia Moss
(Reporting by Omar Tal; Editing by Pia Moss)
Reporting by Omar Tal, writing by Lina Forsberg
Edited by: Pia Moss
With inputs from agencies
(With inputs from PTI)
From our correspondent
Associated Press writer Omar Tal in Varna contributed to this report.
Published 4 March 2026
Published on March 4, 2026 10:32 GMT
Updated: Wednesday, 4 March 2026, 11:15 am
Last updated on Mar 4, 2026
4 March 2026
March 4, 2026, 10:32 am EST
"""

SUBHEADS = """
Union not convinced
‘No way back’
“We were promised schools”
'Treaty would never pass', says opposition
‘A minister would sign anything to…’
What happens next?
Why did the talks fail?
Key points:
A long road to Brussels
Background
## The wider picture
Minister Who Signed Secret Gas Contract With Rival Firm Now Faces Inquiry In Both Houses Of Parliament
- No date for the vote
Who pays?
"""

BODY = """
He told supporters to follow him to the square.
The leaflet asked people to subscribe to a newsletter run by the party.
"Support us," the minister told the farmers on Tuesday.
Sharing the article cost the teacher her job.
The bank said it would stop sending alerts to customers.
Watching from the gallery, the president smiled and said nothing.
Read aloud in court, the letter accused the general of treason.
Get-tough measures announced by Sweden drew criticism from Denmark.
Join the euro or leave, Brussels told the government on Friday.
Follow the money, investigators were told.
Newsletter publisher Anton Weiss was arrested in Minsk on Monday.
Our enemies will not rest, President Kestner warned.
Our correspondent in Minsk, Lina Forsberg, was detained on Monday.
This newsletter was banned in Belarus in 2021.
Donate blood, hospitals in Varna asked residents on Friday.
You cannot trust them, he said.
Are they ready to talk? Minister Kimani would not say.
Do you want war or peace, she asked the crowd.
Have you no shame, the bishop asked.
Save the children, the Pope told leaders gathered in Rome.
Share the burden or lose the subsidy, Brussels told Poland.
See the whole picture, the envoy urged both sides.
Explore every option, the mediator told the delegations.
More coverage on the coast will be needed, the phone company said.
Email the minister sent on Friday shows that he knew.
We use drones every night, Colonel Tal said.
If you enter our waters we will shoot, the navy warned on Monday.
Here is what Kestner promised: a vote in May and new money for the north.
Related charges against the mayor were dropped in June.
Correction officers at the prison went on strike on Monday.
Update on talks is expected on Friday, the spokesman said.
Live ammunition was used against the crowd, the UN said.
Contact lines between the two armies reopened on Monday.
Tips from residents led police to the house.
Support from Norway will end in June.
Image rights cost the club 3 million euros.
Previous talks in Doha failed in March.
Next talks will be in Oslo on 4 May.
Top officials from both countries met in Rome.
Live: the word was painted on the wall in Varna.
Follow-up visits by inspectors begin on Monday.
Print runs at the two dailies were halved.
Sign language interpreters joined the strike.
Subscribers to the gas company will pay 9 percent more from May.
Downloads of the app doubled in Iran.
Breaking: the glass cost 3 million euros, the museum said.
She told the newsletter Also Read that the minister had lied.
The protesters held up a banner that said "Subscribe to our newsletter" and laughed.
“Sign up for our newsletter,” the website begged its last visitors.
"Follow us," the rebels told the villagers, and forty of them did.
Follow us on the march to the capital, the rebels told the villagers on Friday.
Sign up now, the army told young men in a radio message on Sunday.
Read more books, the education minister urged pupils in a speech on Monday.
Share this with your neighbours, the leaflet read, and burn it.
Click here, the fraudsters wrote to 300 pensioners.
Watch your step, the president warned his rivals on Tuesday.
Subscribe now for a better Ruritania was the slogan of the ruling party.
Sign up for our newsletter was the only button left when the owners vanished.
Share prices fell by 4 percent in Lagos after the bank's announcement.
Follow-up talks will be held in Oslo in May.
Support for the coalition fell to 31 percent in April.
Supporters of the opposition leader blocked the bridge on Sunday.
Watch officials said the tremor lasted eight seconds.
Listening posts on the border recorded the launch, the ministry said.
Advertisement revenue at the broadcaster dropped by a third last year.
Download speeds in the province doubled after the cable was laid.
Copyright talks between the two film studios collapsed on Thursday.
Cookies were found in the suspect's bag, the police said.
Related companies must now publish their accounts, the court ruled.
Updated figures from the ministry show that 19 people died.
Published reports of a ceasefire are false, the general said.
Sponsored by Norway, the resolution passed with 12 votes.
Corrections to the budget were made on Friday.
Get out of our country, he shouted at the envoys.
Join us or stand aside, the commander told the mayor.
The company asked readers to add its site as a preferred source, the court heard.
Its newsletter, sent straight to inboxes in 40 countries, accused the bank of fraud.
By Monday the rebels had taken the airport.
By law the president must sign within ten days.
By the end of March, Chad had closed the crossing.
With inputs from Kenya rising in price, Uganda's factories cut output.
Reporting by two newspapers had exposed the scheme, prosecutors said.
Never.
“We will not sign.”
"Is that the best they can do?" she asked.
“We were promised schools,” she said.
“We were promised schools. We got barracks.”
In a statement, the ministry said:
He added three conditions: a ceasefire, a date and a guarantor.
Will it hold? The envoy would not say.
Photo agencies withdrew their staff from Varna on Monday, the union said.
Live fire was heard near the airport, residents said.
Opinion polls put the Centre Party at 28 percent.
Analysis of the wreckage showed traces of explosives, investigators said.
More from the fund will be paid in June, the bank said.
Most readers of the daily live abroad, its editor said.
See you in court, the tycoon told the minister.
Email records show that Tal met the lobbyist twice in May.
You have betrayed us, she told the council.
We use force only as a last resort, the general insisted.
If you subscribe to this doctrine, the bishop said, you have left the church.
Our newspaper was closed by the army, said its editor, Pia Moss.
This site was bombed in March, according to the inspectors.
Click here was written on the button that emptied her account.
12 people died on Monday.
The story was published in 1962.
The report was published on Monday.
Copyright law was amended in May.
End of March deadlines loom for the firm.
Correction of the error took two days.
Note the date, the judge told the jury.
Tell us the truth, the crowd shouted.
Privacy and security experts criticised the bill.
By Monday, the rebels had taken the airport.
By Sunday night, four villages were under water.
France contributed additional troops to the mission.
Photographs by satellite showed smoke over the port.
More on the budget is expected in June.
For more details of the deal, analysts looked to Oslo.
To get the deal signed, ministers will visit Rome.
To support farmers, the state will register every field.
By signing the treaty, Chad will give up its claim.
By using drones, the army avoided losses.
Kenya's new tax plan has broad support.
The site is a former prison.
With less than 40 percent of votes counted, Kestner leads.
Further reports of shelling came from the east.
The best of the harvest is sold abroad every autumn.
Flights were sent to Varna (via Istanbul).
Falk is the former chief of the army.
Turkey joined the alliance in 1952.
Halden Cells is based in Eastmere.
Before joining the union, Croatia reformed its courts.
Print newspapers lost readers to Facebook.
Contact with the crew was lost at noon.
Find out more, the banner said.
Support Germany offered is going to Kenya.
Email from the minister reached the court on Monday.
Video of the arrest was shown in court.
"""


@pytest.fixture(scope="module")
def wording() -> Wording:
    return read_wording(load_lexicon())


def kinds_of(line: str, wording: Wording) -> set[BlockKind]:
    text = f"{BEFORE}\n\n{line}\n\n{AFTER}"
    blocks = list(split_blocks(text, wording=wording))
    assert blocks[0].kind is BlockKind.BODY
    assert blocks[-1].kind is BlockKind.BODY
    return {b.kind for b in blocks[1:-1]}


def lines(table: str) -> list[str]:
    return [line for line in table.splitlines() if line]


@pytest.mark.parametrize("line", lines(PROMO))
def test_promo_lines_notices_and_captions_are_no_body(line: str, wording: Wording) -> None:
    assert BlockKind.BODY not in kinds_of(line, wording)


@pytest.mark.parametrize("line", lines(BYLINES))
def test_bylines(line: str, wording: Wording) -> None:
    assert kinds_of(line, wording) == {BlockKind.BYLINE}


@pytest.mark.parametrize("line", lines(SUBHEADS))
def test_subheads(line: str, wording: Wording) -> None:
    assert kinds_of(line, wording) == {BlockKind.SUBHEAD}


@pytest.mark.parametrize("line", lines(BODY))
def test_real_sentences_with_the_same_words_stay(line: str, wording: Wording) -> None:
    assert kinds_of(line, wording) == {BlockKind.BODY}
