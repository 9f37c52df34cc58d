import type { HelpArticle } from './article'

export const helpInEnglish: HelpArticle[] = [
  {
    key: 'sign-in',
    title: 'Signing in and out',
    keywords: 'login log in logon logout get in account trouble problem does not work cannot',
    sections: [
      ['What do I type as user name?', 'Type your e-mail address or your user name. Capital letters make no difference in the name; in the password they do.'],
      [
        'I can’t get in',
        'Look first that user name and password are right, and that Caps Lock is off. If that doesn’t help, follow the link under the button *Sign in*: there you choose a new password or unlock your account. We never say which of the two was wrong, so that nobody else can find out by trying.',
      ],
      [
        'Should the computer remember me?',
        'You can tick *Remember my sign-in* on a computer of your own. Never do it on one that others use, such as at the library.',
      ],
      ['How do I sign out?', 'Press *Sign out* at the top of the page; on a phone it is in the menu. Always do so on a computer that you share.'],
    ],
  },
  {
    key: 'password',
    title: 'Password',
    keywords: 'passwords passphrase reset',
    sections: [
      [
        'I have forgotten my password',
        'Follow the link under the button *Sign in* and tell us who you are. We send a code to your e-mail address or mobile number. When you have typed the code, you choose a new password. Nobody here can see your old one.',
      ],
      [
        'How do I change my password?',
        'Sign in and open [My details](/my-details). Under *Password* you type the one you have now, and then the new one twice. You are then signed out everywhere else.',
      ],
      [
        'Why is my new password refused?',
        'The rules are ticked off one by one while you type, so you see which one is missing: it may be too short, too common or too much like your name. Several words in a row are both safe and easy to remember.',
      ],
    ],
  },
  {
    key: 'user-name',
    title: 'User name',
    keywords: 'username id login name',
    sections: [
      [
        'I have forgotten my user name',
        'Your user name is your e-mail address. If you don’t remember which one, follow the link under the button *Sign in* and say that you have forgotten your user name. We send it to you.',
      ],
      ['My old user name no longer works', 'You still get in with the old one. We then tell you what to type from now on: your e-mail address.'],
    ],
  },
  {
    key: 'register',
    title: 'Registering',
    keywords: 'new account sign up signup join create resident missing',
    sections: [
      [
        'How do I get an account?',
        'Choose *Create a user name* on the sign-in page and type your e-mail address. We send a code and a link to it. When you have proved the address you choose a password, and the account is ready.',
      ],
      [
        'The confirmation mail didn’t come',
        'Look among junk mail, and see that the address was right. If you have an account already the mail says so, and no new one is made.',
      ],
    ],
  },
  {
    key: 'first-password',
    title: 'First-time password',
    keywords: 'initial temporary letter pin first time',
    sections: [
      [
        'Where do I get my first password?',
        'Customer service can send you a first-time password by text message, e-mail or letter. It can be used once, and ends after some time.',
      ],
      [
        'What do I do with the first-time password?',
        'Open the link in the message, or scan the square pattern in the letter with your phone’s camera. Type the password that you were given, and then choose one of your own.',
      ],
      [
        'The first-time password doesn’t work',
        'If you were sent several, only the last one counts. If you have used it already, or its time has run out, you need a new one: call customer service.',
      ],
    ],
  },
  {
    key: 'codes',
    title: 'One-time codes',
    keywords: 'sms text message six digits verification two-factor',
    sections: [
      [
        'Why must I type a code?',
        'A password can fall into the wrong hands. The code shows that it is you, because only you have your phone or your mailbox. We send one, for instance, when you change your number or address.',
      ],
      [
        'The code doesn’t arrive',
        'Wait a few minutes, and look among junk mail if it should come by e-mail. The page shows how far the message has come. Then press *Send a new code*: the one before no longer counts. If the number is wrong or old, customer service has to help you.',
      ],
      [
        'What do the letter and digit before the code mean?',
        'They stand both on the page and in the message, such as **K7**. You then know which message belongs to the page if you were sent several. You type the six digits alone.',
      ],
      [
        'Somebody asks for my code',
        'Give it to nobody. When you have called us yourself, we may ask you to read a code aloud, and the message then says that it is for that. Anybody else who asks is trying to get into your account.',
      ],
    ],
  },
  {
    key: 'lock',
    title: 'Locked account',
    keywords: 'blocked closed lockout',
    sections: [
      [
        'Why is my account locked?',
        'After too many wrong passwords the account locks for a while, so that nobody can guess. Often a phone or tablet still has your old password. We send you a message with the time when it opens.',
      ],
      [
        'How do I unlock my account?',
        'Wait until the time has passed and it opens by itself. If you don’t want to wait, follow the link under the button *Sign in*, type the code that we send, and choose whether to unlock or to change the password.',
      ],
    ],
  },
  {
    key: 'not-me',
    title: 'It was not me',
    keywords: 'hacked hijacked stolen breach fraud unknown suspicious security message change',
    sections: [
      [
        'I was told of something that I didn’t do',
        'Open the link in the message and press *Freeze my account*. The account is closed at once, everybody is signed out, and customer service gets a case. If it was you, there is nothing to do.',
      ],
      [
        'How is a frozen account opened again?',
        'Call customer service and have the number of the case at hand. When we know that it is you we open the account together, and you choose a new password.',
      ],
    ],
  },
  {
    key: 'details',
    title: 'My details',
    keywords: 'edit update profile contact details',
    isForMembers: true,
    sections: [
      [
        'Changing my mobile number',
        'Open [My details](/my-details) and type the new phone number. We send a code to it, and the number counts when you have typed it. You don’t need the old number, so long as you can sign in.',
      ],
      [
        'Changing my e-mail address',
        'Open [My details](/my-details) and type the new address. We send a code to it, and a message to the old one that it has been changed.',
      ],
      [
        'Changing name or postal address',
        'Under [My details](/my-details) you change what is yours to change, for instance when you have moved house. The city looks after the rest: write to it under [Contact us](/contact).',
      ],
      [
        'Changing the language',
        'The languages stand at the top of each page. Under [My details](/my-details) you choose in which one you get text messages and e-mail.',
      ],
    ],
  },
  {
    key: 'privacy',
    title: 'Your personal data',
    keywords: 'gdpr privacy data protection',
    isForMembers: true,
    sections: [
      [
        'Who looked at my account?',
        'Under [My details](/my-details/log) you see each time that somebody of ours opened or changed your account: who, when and why.',
      ],
      ['Downloading my data', 'At the foot of [My details](/my-details) you get everything that we hold about you as a file.'],
      [
        'How am I erased?',
        'Press *Ask to be erased* under [My details](/my-details). Customer service decides and answers you; the law may ask us to keep something. Once you are erased the account is no more.',
      ],
    ],
  },
  {
    key: 'devices',
    title: 'Devices and sign-ins',
    keywords: 'computers phones tablet session',
    isForMembers: true,
    sections: [
      [
        'Where am I signed in?',
        'Under [My details](/my-details) stands each computer and phone where you are signed in now, and your latest sign-ins. There you sign out of one at a time, or of all at once.',
      ],
      [
        'I have lost my phone',
        'Sign in on another device and sign the phone out under [My details](/my-details). Then type your new mobile number. If you can’t get in, call customer service, who remove the lost number.',
      ],
    ],
  },
  {
    key: 'contact',
    title: 'Contact us',
    keywords: 'support customer service help desk opening hours',
    sections: [
      [
        'How do I write to you?',
        'Open [Contact us](/contact), at the foot of every page, and choose what it is about. You get a copy by e-mail. Don’t write your national identity number: we don’t need it. The telephone number stands at the foot of the page.',
      ],
      [
        'Where do I see the answer to my case?',
        'The answer comes by e-mail. When you are signed in it also stands under [My cases](/contact/cases), where you can write more.',
      ],
      [
        'How do you know on the telephone that it is me?',
        'We can send a code to the number that we have already, and ask you to read it aloud. Your own page and ours show the same two words, so that you know you are talking to the right person.',
      ],
    ],
  },
  {
    key: 'session',
    title: 'Signed out by itself',
    keywords: 'timeout expired idle inactive logged out logout automatically',
    sections: [
      [
        'Why was I signed out?',
        'When you have done nothing for a while we sign you out, so that nobody else can go on at your computer. Before that the page asks whether you want to stay. After a new password you are signed out in other places too.',
      ],
      ['Did what I had typed get lost?', 'No. Sign in again, and it still stands in the field where you typed it.'],
    ],
  },
  {
    key: 'systems',
    title: 'Other services',
    keywords: 'systems programs apps library links',
    isForMembers: true,
    sections: [
      [
        'How do I open another service?',
        'The services that you may use stand on the [front page](/). If one is missing, ask customer service: what you see depends on the groups that you are in.',
      ],
      [
        'What does the service get to know about me?',
        'The first time, we ask whether the service may know, for example, your name and e-mail address, unless the city has decided that. It never gets your password.',
      ],
    ],
  },
  {
    key: 'browser',
    title: 'Browser and accessibility',
    keywords: 'chrome firefox safari edge cookies',
    sections: [
      [
        'Which browser do I need?',
        'One that is up to date. Everything works without JavaScript too, but cookies must be allowed: without them we don’t know on the next page that it is you.',
      ],
      [
        'Larger text, dark mode and keyboard',
        'Make the text larger in the browser and the page rearranges itself. It follows the dark mode of your device, works with a keyboard alone, and is read aloud by screen readers.',
      ],
    ],
  },
]
